import type { Metadata } from 'sharp'
import { ownImage, plainImage } from '../image-library.ts'

/** The most a JPEG segment holds after its length field. */
const segmentLimit = 65_533
const exifSegment = 0xe1
const iptcSegment = 0xed

/**
 * A one-pixel black JPEG that carries what is kept of the source's metadata, EXIF and IPTC, with the
 * orientation set back to normal and an sRGB profile. sharp copies metadata only from the picture it
 * decodes, and takes no profile for raw pixels without converting them: this is that picture.
 */
export async function metadataTemplate({ exif, iptc }: Partial<Metadata>): Promise<Buffer> {
  const bare = await plainImage(1, 1, 'black').withIccProfile('srgb').jpeg({ quality: 100 }).toBuffer()
  const segments = [segment(exifSegment, 'Exif\0\0', exif), segment(iptcSegment, 'Photoshop 3.0\0', iptc)]
  const start = bare.subarray(0, 2)
  const loaded = Buffer.concat([start, ...segments, bare.subarray(2)])
  try {
    // Orientation is undone by sharp itself, and metadata that it cannot read shows here.
    return await ownImage(loaded, { autoOrient: true }).keepMetadata().jpeg({ quality: 100 }).toBuffer()
  } catch {
    return bare
  }
}

/** Metadata that is too long for a JPEG, or not what it should be, is left out: it must never cost the photo. */
function segment(marker: number, signature: string, payload: Buffer | undefined): Buffer {
  if (
    !payload ||
    payload.length > segmentLimit ||
    !payload.toString('latin1', 0, signature.length).startsWith(signature)
  ) {
    return Buffer.alloc(0)
  }
  const header = Buffer.from([0xff, marker, 0, 0])
  header.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([header, payload])
}

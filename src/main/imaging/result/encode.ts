import type { Metadata, Sharp } from 'sharp'
import type { Provenance } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { type Encoding, formatTraits, holdsDepth, type OutputFormat } from '../../../shared/output-formats.ts'
import { withProvenance } from '../formats/xmp-provenance.ts'
import { ownImage, plainImage, rawInput } from '../image-library.ts'
import { type Depth, depthOf, type Pixels } from '../pixels.ts'

/**
 * Refuses what the format cannot hold, before any work is done.
 * @throws `bad-request` for the depth, `picture-too-large` for the size
 */
export function checkFormat(
  format: OutputFormat,
  { width, height, depth }: { width: number; height: number; depth: Depth },
): void {
  const { longestSide } = formatTraits[format]
  if (!holdsDepth(format, depth)) {
    throw new TintypeError('bad-request', `${format} holds no ${depth} bits a channel. Choose PNG or TIFF.`)
  }
  if (Math.max(width, height) > longestSide) {
    throw new TintypeError(
      'picture-too-large',
      `${format} holds at most ${longestSide} pixels a side; the picture has ${width} x ${height}. Choose PNG or TIFF.`,
      { details: { width, height, limit: longestSide } },
    )
  }
}

/** What of an original's header composition writes itself, whatever else is at hand. */
type WrittenMetadata = Partial<Pick<Metadata, 'xmpAsString' | 'density' | 'orientation'>>

/** What a JPEG segment holds of a packet; other files hold any. */
const segmentLimit = 65_000

/**
 * sharp gives raw pixels no profile without converting them, and copies one only from the picture it decodes: this is
 * that picture, one black pixel.
 */
function inSrgb(): Promise<Buffer> {
  return plainImage(1, 1, 'black').withIccProfile('srgb').png().toBuffer()
}

/**
 * @returns the encoder of a composed picture, ready for `toFile`: sRGB profile, density, the source's XMP with the
 * provenance added; whether all of that XMP is in it
 */
export async function encoder(
  pixels: Pixels,
  format: OutputFormat,
  { xmpAsString, density, orientation = 1 }: WrittenMetadata,
  provenance: Provenance,
  encoding: Encoding,
): Promise<{ image: Sharp; xmpIsWhole: boolean }> {
  const { width, height } = pixels
  const [data, options] = rawInput(pixels)
  const depth = depthOf(pixels)
  const limit = format === 'jpeg' ? segmentLimit : Number.POSITIVE_INFINITY
  const { packet, isWhole } = withProvenance(xmpAsString, provenance, { limit, turned: orientation > 1 })
  const image = ownImage(await inSrgb())
    // Converted at the start: at the end 16-bit values would be taken for 8-bit ones.
    .pipelineColourspace(depth === 16 ? 'rgb16' : 'srgb')
    .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
    .resize({ width, height, fit: 'fill', kernel: 'nearest' })
    // Black `or` a pixel is the pixel, exactly, at either depth. sharp takes the depth from the array's
    // type, which its declarations do not know.
    .boolean(data as Buffer, 'or', options)
    .keepMetadata()
    .withXmp(packet)
  if (density) image.withDensity(density)
  return { image: inFormat(image, format, density, encoding), xmpIsWhole: isWhole }
}

function inFormat(
  image: Sharp,
  format: OutputFormat,
  density: number | undefined,
  { quality, compression = 'deflate' }: Encoding,
): Sharp {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: quality ?? formatTraits.jpeg.quality, chromaSubsampling: '4:4:4' })
    case 'png':
      return image.png({ compressionLevel: 6 })
    case 'webp':
      return image.webp({ quality: quality ?? formatTraits.webp.quality, smartSubsample: true })
    case 'tiff':
      // sharp's default compression is JPEG: lossy and 8 bit, without a word (measured: 0.35.5).
      return image.tiff({
        compression,
        ...(compression !== 'none' && { predictor: 'horizontal' }),
        ...(density && { xres: density / 25.4, yres: density / 25.4, resolutionUnit: 'inch' }),
      })
  }
}

import type { Metadata, Sharp } from 'sharp'
import type { Provenance } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { formatTraits, holdsDepth, type OutputFormat } from '../../../shared/output-formats.ts'
import { withProvenance } from '../formats/xmp-provenance.ts'
import { ownImage, rawInput } from '../image-library.ts'
import { type Depth, depthOf, type Pixels } from '../pixels.ts'
import { metadataTemplate } from './metadata-template.ts'

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

/** What of an original's header goes into the result; what is left out stays behind. */
type KeptMetadata = Partial<Pick<Metadata, 'exif' | 'iptc' | 'xmpAsString' | 'density'>>

/**
 * The encoder of a composed picture, ready for `toFile`: sRGB profile, the source's EXIF, IPTC and
 * density, its XMP with the provenance added.
 * @param source what is kept of the original's header
 */
export async function encoder(
  pixels: Pixels,
  format: OutputFormat,
  source: KeptMetadata,
  provenance: Provenance,
): Promise<Sharp> {
  const { width, height } = pixels
  const [data, options] = rawInput(pixels)
  const depth = depthOf(pixels)
  const image = ownImage(await metadataTemplate(source))
    // Converted at the start: at the end 16-bit values would be taken for 8-bit ones.
    .pipelineColourspace(depth === 16 ? 'rgb16' : 'srgb')
    .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
    .resize({ width, height, fit: 'fill', kernel: 'nearest' })
    // Black `or` a pixel is the pixel, exactly, at either depth. sharp takes the depth from the array's
    // type, which its declarations do not know.
    .boolean(data as Buffer, 'or', options)
    .keepMetadata()
    .withXmp(withProvenance(source.xmpAsString, provenance))
  if (source.density) image.withDensity(source.density)
  return inFormat(image, format, source.density)
}

function inFormat(image: Sharp, format: OutputFormat, density: number | undefined): Sharp {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    case 'png':
      return image.png({ compressionLevel: 6 })
    case 'webp':
      return image.webp({ quality: 90, smartSubsample: true })
    case 'tiff':
      // sharp's default compression is JPEG: lossy and 8 bit, without a word (measured: 0.35.5).
      return image.tiff({
        compression: 'deflate',
        predictor: 'horizontal',
        ...(density && { xres: density / 25.4, yres: density / 25.4, resolutionUnit: 'inch' }),
      })
  }
}

import type { Picture } from '../../../shared/contract/imaging.ts'
import type { Rgb } from '../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { rawImage } from '../image-library.ts'
import { decode } from '../open/decode.ts'
import { openPicture } from '../open/open-picture.ts'
import { asRgb } from '../screen/thumbnail.ts'

/** Sides of evaluated pictures are multiples of what the network halves its input to. */
const step = 32

/**
 * The truth of an evaluation: the largest centre square, brought down with Lanczos 3, never enlarged.
 * @param size wished side; the side is the largest multiple of 32 that is neither more than it nor than the picture's
 * @throws `picture-unknown` for a picture smaller than 32 pixels
 */
export async function centreSquare(
  picture: Picture,
  size: number,
): Promise<{ rgb: Rgb; png: Uint8Array<ArrayBuffer> }> {
  const opened = await openPicture(picture)
  const square = Math.min(opened.width, opened.height)
  const side = Math.min(size, Math.floor(square / step) * step)
  if (side < step) {
    throw new TintypeError(
      'picture-unknown',
      `The picture is smaller than ${step} x ${step} pixels: too small to measure.`,
    )
  }
  const whole = asRgb(await decode(opened))
  const { data } = await rawImage({ ...whole, channels: 3 })
    .extract({
      left: Math.floor((whole.width - square) / 2),
      top: Math.floor((whole.height - square) / 2),
      width: square,
      height: square,
    })
    .resize({ width: side, height: side, fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const rgb: Rgb = { data: new Uint8Array(data), width: side, height: side }
  const png = await rawImage({ ...rgb, channels: 3 })
    .png({ compressionLevel: 3 })
    .toBuffer()
  return { rgb, png: Uint8Array.from(png) }
}

import type { Rgb } from '../../shared/contract/pixels.ts'
import { decode, resizePixels } from './decode.ts'
import type { OpenedPicture } from './open.ts'
import { depthOf, type Pixels } from './pixels.ts'

/** Long side of the small copy by which a written file is held against what was meant. */
const longSide = 64

export async function thumbnailOf(pixels: Pixels): Promise<Rgb> {
  return asRgb(await resizePixels(pixels, thumbnailSize(pixels)))
}

/**
 * The same of a file, decoded whole: JPEG's quick decoding at an eighth of the size differs from a
 * resized whole by up to 8 of 255 on average (measured on fine detail), which would hide real damage.
 */
export async function thumbnailOfFile(opened: OpenedPicture): Promise<Rgb> {
  return thumbnailOf(await decode(opened))
}

function thumbnailSize({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, longSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** 8-bit RGB of pixels of any kind, for the calls that promise it. */
export function asRgb(pixels: Pixels): Rgb {
  const { width, height, channels } = pixels
  const shift = depthOf(pixels) - 8
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < data.length; i++) data[i] = pixels.data[channels === 3 ? i : Math.floor(i / 3)] >> shift
  return { data, width, height }
}

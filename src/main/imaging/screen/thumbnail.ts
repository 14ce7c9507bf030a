import type { Rgb } from '../../../shared/contract/pixels.ts'
import { decodeResizedExactly, resizePixels } from '../open/decode.ts'
import type { OpenedPicture } from '../open/open-picture.ts'
import { depthOf, type Pixels } from '../pixels.ts'

/** Long side of the small copy by which a written file is held against what was meant. */
const longSide = 64
/** On the way there: libvips takes a whole scan into memory for a result of one tile (measured: 8.18). */
const wayStation = 512

interface Size {
  width: number
  height: number
}

export async function thumbnailOf(pixels: Pixels): Promise<Rgb> {
  return reduced(await resizePixels(pixels, within(pixels, wayStation)), pixels)
}

/** The same of a written file; it is read to its end, and never held whole. */
export async function thumbnailOfFile(opened: OpenedPicture): Promise<Rgb> {
  return reduced(await decodeResizedExactly(opened, within(opened, wayStation)), opened)
}

async function reduced(pixels: Pixels, original: Size): Promise<Rgb> {
  return asRgb(await resizePixels(pixels, within(original, longSide)))
}

/** The size of a picture inside a square, never larger than it is. */
export function within({ width, height }: Size, limit: number): Size {
  const scale = Math.min(1, limit / Math.max(width, height))
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

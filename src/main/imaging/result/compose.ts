import type { ComposeSettings } from '../../../shared/contract/imaging.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { luminanceReader } from '../luminance.ts'
import { pacer } from '../paced.ts'
import { type Depth, depthOf, type Pixels } from '../pixels.ts'
import { chromaReader } from './chroma-upsampling.ts'
import { rowColourer } from './colour-row.ts'

/**
 * Gives a photo colour: its own lightness at full size and depth, a* and b* from the small map.
 *
 * Works in the memory of `photo` wherever the result fits there, so `photo` is used up.
 * @param photo grey or RGB, 8 or 16 bit
 * @param ab covers the whole photo, whatever its size
 * @returns RGB, sRGB-encoded, of the photo's size and the depth asked for
 */
export async function compose(
  photo: Pixels,
  ab: AbMap,
  settings: ComposeSettings,
  depth: Depth,
): Promise<Pixels> {
  const { width, height } = photo
  const data = resultMemory(photo, depth)
  const luminanceOf = luminanceReader(photo)
  const chromaOf = await chromaReader(ab, photo, settings, luminanceOf)
  const colour = rowColourer(width, depth)
  const luminance = new Float32Array(width)
  const a = new Float32Array(width)
  const b = new Float32Array(width)
  const pace = pacer()
  for (let y = 0; y < height; y++) {
    await pace()
    luminanceOf(y, luminance)
    chromaOf(y, luminance, a, b)
    colour(luminance, a, b, data, y * width * 3)
  }
  return { data, width, height, channels: 3 }
}

/** A row is read whole before it is written, so a result that is no larger than the photo can lie in its place. */
function resultMemory(photo: Pixels, depth: Depth): Uint8Array | Uint16Array {
  const values = photo.width * photo.height * 3
  const { buffer, byteOffset } = photo.data
  if (photo.channels === 3 && depth === 8) return new Uint8Array(buffer, byteOffset, values)
  if (photo.channels === 3 && depthOf(photo) === 16) return new Uint16Array(buffer, byteOffset, values)
  return depth === 16 ? new Uint16Array(values) : new Uint8Array(values)
}

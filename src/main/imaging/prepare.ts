import { lightness } from '../../shared/colour/lab.ts'
import type { ColourKind, Picture } from '../../shared/contract/imaging.ts'
import type { LChannel } from '../../shared/contract/pixels.ts'
import type { Remark } from '../../shared/contract/remarks.ts'
import { decodeResized } from './decode.ts'
import { stretchFaded } from './fading.ts'
import { judge } from './judge.ts'
import { luminanceReader } from './luminance.ts'
import { networkSizeOf } from './network-size.ts'
import { openPicture } from './open.ts'
import type { Pixels } from './pixels.ts'
import { requireLastRows } from './reading.ts'

/** What the network sees of a picture, and whether it has colour already. */
export async function prepare(
  picture: Picture,
  size: number,
): Promise<{ l: LChannel; colour: ColourKind; remarks: Remark[] }> {
  const opened = await openPicture(picture)
  await requireLastRows(opened)
  const small = await decodeResized(opened, networkSizeOf(opened, size))
  const l = lightnessOf(small)
  const { colour, remarks } = await judge(small)
  stretchFaded(l.data)
  return { l, colour, remarks: [...opened.remarks, ...remarks] }
}

function lightnessOf(pixels: Pixels): LChannel {
  const { width, height } = pixels
  const data = new Float32Array(width * height)
  const readLuminance = luminanceReader(pixels)
  for (let y = 0; y < height; y++) readLuminance(y, data.subarray(y * width, (y + 1) * width))
  for (let i = 0; i < data.length; i++) data[i] = Math.min(100, lightness(data[i]))
  return { data, width, height }
}

import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { srgbToLab } from '../../../src/shared/colour/lab.ts'

/** 8-bit sRGB, interleaved. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
}

/** x, y, width, height. */
export type Rectangle = readonly [number, number, number, number]

/** The codes in a picture file, or in the bytes of one. */
export async function readPixels(picture: string | Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture, { ignoreIcc: true })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** What is painted where the stage is, without pins and labels over it. */
export async function readStage(page: Page, stage: Locator): Promise<Pixels> {
  const clip = await stage.boundingBox()
  if (!clip) throw new Error('The stage is not on the screen.')
  const style = '[role="group"][aria-label^="Photo"] > :not(canvas) { visibility: hidden !important }'
  return readPixels(await page.screenshot({ clip, style }))
}

export function crop({ data, width }: Pixels, [left, top, wide, high]: Rectangle): Pixels {
  const part = new Uint8Array(wide * high * 3)
  for (let y = 0; y < high; y += 1) {
    const from = ((top + y) * width + left) * 3
    part.set(data.subarray(from, from + wide * 3), y * wide * 3)
  }
  return { data: part, width: wide, height: high }
}

/** Mean of a* and b* and of the chroma: what the eye would call the colour of a surface. */
export function meanColour({ data }: Pixels): { a: number; b: number; chroma: number } {
  const sum = { a: 0, b: 0, chroma: 0 }
  const count = data.length / 3
  for (let i = 0; i < data.length; i += 3) {
    const [, a, b] = srgbToLab([data[i]! / 255, data[i + 1]! / 255, data[i + 2]! / 255])
    sum.a += a / count
    sum.b += b / count
    sum.chroma += Math.hypot(a, b) / count
  }
  return sum
}

/** Differences of two pictures of the same size, in codes of 8 bits over all channels. */
export function difference(one: Pixels, other: Pixels): { mean: number; percentile99: number } {
  if (one.width !== other.width || one.height !== other.height) {
    throw new RangeError(`${one.width} x ${one.height} is not ${other.width} x ${other.height}.`)
  }
  const differences = one.data.map((value, i) => Math.abs(value - other.data[i]!)).sort()
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
  return { mean, percentile99: differences[Math.floor(differences.length * 0.99)]! }
}

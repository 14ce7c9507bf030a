import { xyzFromRgb } from '../../shared/colour/lab.ts'
import { linearOfCode } from '../../shared/colour/tables.ts'
import { depthOf, type Pixels } from './pixels.ts'

/** Reads row `y` of a picture as luminance Y, 0..1. */
export type LuminanceReader = (y: number, into: Float32Array) => void

/** Toned and coloured scans are reduced to luminance; in a grey one it is the value itself. */
export function luminanceReader(pixels: Pixels): LuminanceReader {
  const linear = linearOfCode(depthOf(pixels))
  const { data, width } = pixels
  if (pixels.channels === 1) {
    return (y, into) => {
      for (let x = 0, at = y * width; x < width; x++, at++) into[x] = linear[data[at]]
    }
  }
  const [red, green, blue] = xyzFromRgb[1].map((weight) => linear.map((value) => value * weight))
  return (y, into) => {
    for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
      into[x] = red[data[at]] + green[data[at + 1]] + blue[data[at + 2]]
    }
  }
}

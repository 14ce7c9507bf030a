import { labF, white, xyzFromRgb } from '../../../shared/colour/lab.ts'
import { linearOfCode } from '../../../shared/colour/tables.ts'
import type { Rgb } from '../../../shared/contract/pixels.ts'

const linear = linearOfCode(8)
const [toX, toY, toZ] = xyzFromRgb

/** Interleaved L*, a*, b* of 8-bit sRGB; without an allocation a pixel, unlike `srgbToLab`. */
export function labOf({ data }: Rgb): Float32Array {
  const lab = new Float32Array(data.length)
  for (let i = 0; i < data.length; i += 3) {
    const r = linear[data[i]]
    const g = linear[data[i + 1]]
    const b = linear[data[i + 2]]
    const fx = labF((toX[0] * r + toX[1] * g + toX[2] * b) / white[0])
    const fy = labF((toY[0] * r + toY[1] * g + toY[2] * b) / white[1])
    const fz = labF((toZ[0] * r + toZ[1] * g + toZ[2] * b) / white[2])
    lab[i] = 116 * fy - 16
    lab[i + 1] = 500 * (fx - fy)
    lab[i + 2] = 200 * (fy - fz)
  }
  return lab
}

import { labFInverse, labToSrgb, type Matrix, type Triple } from '../../../shared/colour/lab.ts'
import { linearToSrgb } from '../../../shared/colour/srgb.ts'
import { depthOf, type Pixels } from '../pixels.ts'

/** Brings decoded pixels to sRGB in place, where libvips leaves that undone. */
export type ToSrgb = (pixels: Pixels) => void

/**
 * Codes of another tone curve, and of other primaries, become sRGB codes.
 * @param linearOf linear light, 0..1, of a code over its greatest, 0..1
 * @param matrix linear RGB of the source to linear sRGB; left out for the same primaries. Grey has none.
 */
export function fromCurve(linearOf: (value: number) => number, matrix?: Matrix): ToSrgb {
  return (pixels) => {
    const { data, channels } = pixels
    const most = 2 ** depthOf(pixels) - 1
    const linear = Float32Array.from({ length: most + 1 }, (_, code) => clamp(linearOf(code / most)))
    if (!matrix || channels === 1) {
      const codes = linear.map((value) => Math.round(most * linearToSrgb(value)))
      for (let i = 0; i < data.length; i++) data[i] = codes[data[i]]
      return
    }
    for (let i = 0; i < data.length; i += 3) {
      const [r, g, b] = [linear[data[i]], linear[data[i + 1]], linear[data[i + 2]]]
      for (let channel = 0; channel < 3; channel++) {
        const [fromR, fromG, fromB] = matrix[channel] as Triple
        data[i + channel] = Math.round(most * linearToSrgb(clamp(fromR * r + fromG * g + fromB * b)))
      }
    }
  }
}

/** How a* and b* are stored: as signed numbers (CIELab, 8) or above a middle (ICCLab, 9). */
export type LabEncoding = 'signed' | 'offset'

/** The three channels of a Lab TIFF, decoded as they stand, become sRGB. Lightness is exact; white is taken for D65. */
export function fromLab(encoding: LabEncoding): ToSrgb {
  return (pixels) => {
    const { data, channels } = pixels
    if (channels === 1) return lightnessAlone(pixels)
    const depth = depthOf(pixels)
    const most = 2 ** depth - 1
    const half = 2 ** (depth - 1)
    const step = 2 ** (depth - 8)
    const chroma = (code: number): number =>
      (encoding === 'offset' ? code - half : code >= half ? code - 2 * half : code) / step
    // ICCLab of 16 bit counts L* to 65280.
    const white = encoding === 'offset' && depth === 16 ? 65_280 : most
    for (let i = 0; i < data.length; i += 3) {
      const lab: Triple = [(100 * data[i]) / white, chroma(data[i + 1]), chroma(data[i + 2])]
      const rgb = labToSrgb(lab)
      for (let channel = 0; channel < 3; channel++) {
        data[i + channel] = Math.round(most * clamp(rgb[channel] as number))
      }
    }
  }
}

const lightnessAlone = fromCurve((value) => labFInverse((100 * value + 16) / 116))

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

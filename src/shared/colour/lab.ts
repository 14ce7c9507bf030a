import { linearToSrgb, srgbToLinear } from './srgb.ts'

/** Three numbers: R, G, B or X, Y, Z or L*, a*, b*. */
export type Triple = readonly [number, number, number]
/** A colour without its lightness, in CIELAB units. */
export interface Ab {
  a: number
  b: number
}
export type Matrix = readonly [Triple, Triple, Triple]

/** Linear sRGB to XYZ, with scikit-image's constants: the network was trained with them. */
export const xyzFromRgb: Matrix = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
]

export const rgbFromXyz = invert(xyzFromRgb)

/** D65, 2 degree observer. */
export const white: Triple = [0.95047, 1, 1.08883]

/** Below `darkXyz` (of XYZ over white) CIELAB is linear: `slope * t + offset`; `darkF` is the same point in f. */
export const darkXyz = 0.008856
export const darkSlope = 7.787
export const darkOffset = 16 / 116
export const darkF = 0.2068966

/** CIELAB's f: from XYZ over white, 0..1, to 16/116..1. */
export function labF(t: number): number {
  return t > darkXyz ? Math.cbrt(t) : darkSlope * t + darkOffset
}

/** The inverse of {@link labF}. */
export function labFInverse(f: number): number {
  return f > darkF ? f * f * f : (f - darkOffset) / darkSlope
}

/** L*, 0..100, of a luminance Y, 0..1. */
export function lightness(luminance: number): number {
  return 116 * labF(luminance) - 16
}

/** Luminance Y, 0..1, of linear sRGB, 0..1. */
export function luminance([r, g, b]: Triple): number {
  const [fromR, fromG, fromB] = xyzFromRgb[1]
  return fromR * r + fromG * g + fromB * b
}

/** Linear sRGB of a CIELAB colour; outside 0..1 where sRGB cannot show it. */
export function labToLinear([l, a, b]: Triple): Triple {
  const f = (l + 16) / 116
  return multiply(rgbFromXyz, [
    white[0] * labFInverse(f + a / 500),
    white[1] * labFInverse(f),
    white[2] * labFInverse(f - b / 200),
  ])
}

/** CIELAB of linear sRGB, 0..1. */
export function linearToLab(rgb: Triple): Triple {
  const [x, y, z] = multiply(xyzFromRgb, rgb)
  const [fx, fy, fz] = [labF(x / white[0]), labF(y / white[1]), labF(z / white[2])]
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

/** CIELAB of encoded sRGB, 0..1. */
export function srgbToLab([r, g, b]: Triple): Triple {
  return linearToLab([srgbToLinear(r), srgbToLinear(g), srgbToLinear(b)])
}

/** Encoded sRGB of a CIELAB colour inside sRGB's gamut; see `fitToGamut` for the others. */
export function labToSrgb(lab: Triple): Triple {
  const [r, g, b] = labToLinear(lab)
  return [linearToSrgb(r), linearToSrgb(g), linearToSrgb(b)]
}

/** A matrix times a column. */
export function multiply(matrix: Matrix, [x, y, z]: Triple): Triple {
  const [first, second, third] = matrix
  return [
    first[0] * x + first[1] * y + first[2] * z,
    second[0] * x + second[1] * y + second[2] * z,
    third[0] * x + third[1] * y + third[2] * z,
  ]
}

/** Inverse of a 3 x 3 matrix by cofactors. */
export function invert([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  return [
    [(e * i - f * h) / determinant, (c * h - b * i) / determinant, (b * f - c * e) / determinant],
    [(f * g - d * i) / determinant, (a * i - c * g) / determinant, (c * d - a * f) / determinant],
    [(d * h - e * g) / determinant, (b * g - a * h) / determinant, (a * e - b * d) / determinant],
  ]
}

/** One matrix times another. */
export function product(left: Matrix, right: Matrix): Matrix {
  const column = (i: 0 | 1 | 2): Triple => multiply(left, [right[0][i], right[1][i], right[2][i]])
  const [first, second, third] = [column(0), column(1), column(2)]
  return [
    [first[0], second[0], third[0]],
    [first[1], second[1], third[1]],
    [first[2], second[2], third[2]],
  ]
}

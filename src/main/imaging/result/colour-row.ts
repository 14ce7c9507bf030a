import { gamutSlack } from '../../../shared/colour/gamut.ts'
import { darkF, darkOffset, darkSlope, rgbFromXyz, white } from '../../../shared/colour/lab.ts'
import { encodeIntervals, encodeTable, labFIntervals, labFTable } from '../../../shared/colour/tables.ts'
import type { Depth } from '../pixels.ts'

// Constants of this module, and top-level functions only: V8 folds them into the loops, while imported
// ones and those seen from a closure are read anew for every pixel (measured: a quarter of the time).
const [[rx, , rz], [gx, , gz], [bx, , bz]] = rgbFromXyz.map(([x, y, z]) => [x * white[0], y, z * white[2]])
const [ry, gy, by] = rgbFromXyz.map(([, y]) => y)
const [toe, toeOffset, toeSlope] = [darkF, darkOffset, 1 / darkSlope]
const [fTable, fIntervals, codeIntervals] = [labFTable, labFIntervals, encodeIntervals]
const lowest = -gamutSlack.dark
const highest = 1 + gamutSlack.bright

/** How far past the gamut's slack fitted chroma may stay, in linear light. */
const closeEnough = 1e-6
const newtonSteps = 8
/** Where Newton's method fails, chroma is fitted to 1/4096 of itself. */
const bisections = 12

/**
 * Gives a row colour: luminance Y (0..1) and a*, b* in, rounded sRGB codes out, interleaved RGB. A colour
 * outside sRGB's gamut keeps L* and hue and loses chroma.
 */
export type RowColourer = (
  luminance: Float32Array,
  a: Float32Array,
  b: Float32Array,
  out: Uint8Array | Uint16Array,
  offset: number,
) => void

/**
 * @param width of the rows, in pixels
 * @param depth of the codes written; `out` must be of the same depth
 */
export function rowColourer(width: number, depth: Depth): RowColourer {
  const codes = encodeTable(depth)
  const outside = new Uint32Array(width)
  return (luminance, a, b, out, offset) => {
    const count = colourInGamut(codes, luminance, a, b, out, offset, outside)
    colourOutside(codes, luminance, a, b, out, offset, outside, count)
  }
}

function cube(f: number): number {
  return f > toe ? f * f * f : (f - toeOffset) * toeSlope
}

function cubeSlope(f: number): number {
  return f > toe ? 3 * f * f : toeSlope
}

function labF(luminance: number): number {
  const at = luminance * fIntervals
  const i = at | 0
  const low = fTable[i]
  return low + (at - i) * (fTable[i + 1] - low)
}

/** No clamping: what the gamut's slack lets through, the table and the rounding absorb. */
function encode(codes: Float32Array, linear: number): number {
  const at = linear * codeIntervals
  const i = at | 0
  const low = codes[i]
  return (low + (at - i) * (codes[i + 1] - low) + 0.5) | 0
}

/** @returns how many pixels it left, listed in `outside`, because sRGB cannot show them */
function colourInGamut(
  codes: Float32Array,
  luminance: Float32Array,
  a: Float32Array,
  b: Float32Array,
  out: Uint8Array | Uint16Array,
  offset: number,
  outside: Uint32Array,
): number {
  let count = 0
  for (let i = 0, o = offset; i < outside.length; i++, o += 3) {
    const y = luminance[i]
    const f = labF(y)
    const x = cube(f + a[i] * 0.002)
    const z = cube(f - b[i] * 0.005)
    const red = rx * x + ry * y + rz * z
    const green = gx * x + gy * y + gz * z
    const blue = bx * x + by * y + bz * z
    if (Math.min(red, green, blue) < lowest || Math.max(red, green, blue) > highest) {
      outside[count++] = i
    } else {
      out[o] = encode(codes, red)
      out[o + 1] = encode(codes, green)
      out[o + 2] = encode(codes, blue)
    }
  }
  return count
}

/**
 * Colours the pixels that `outside` lists. Newton's method goes from the whole chroma down to the part
 * at which the channel that lies farthest outside reaches the border. One loop, not a function for a
 * pixel: numbers passed to a call would be allocated.
 */
function colourOutside(
  codes: Float32Array,
  luminance: Float32Array,
  a: Float32Array,
  b: Float32Array,
  out: Uint8Array | Uint16Array,
  offset: number,
  outside: Uint32Array,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    const i = outside[k]
    const y = luminance[i]
    const f = labF(y)
    const toX = a[i] * 0.002
    const toZ = b[i] * -0.005
    let part = 1
    let over = 0
    for (let step = 0; step < newtonSteps; step++) {
      const fx = f + part * toX
      const fz = f + part * toZ
      const x = cube(fx)
      const z = cube(fz)
      const red = rx * x + ry * y + rz * z
      const green = gx * x + gy * y + gz * z
      const blue = bx * x + by * y + bz * z
      const bright = Math.max(red, green, blue)
      const dark = Math.min(red, green, blue)
      const isBright = bright - highest > lowest - dark
      const farthest = isBright ? bright : dark
      over = isBright ? bright - highest : lowest - dark
      if (over <= closeEnough) break
      const weightX = farthest === red ? rx : farthest === green ? gx : bx
      const weightZ = farthest === red ? rz : farthest === green ? gz : bz
      const slope = weightX * cubeSlope(fx) * toX + weightZ * cubeSlope(fz) * toZ
      part -= (isBright ? over : -over) / slope
    }
    // The border is no convex curve everywhere: a step may have landed too far inside, or nowhere.
    if (!(part >= 0 && Math.abs(over) <= 10 * closeEnough)) part = bisected(y, a[i], b[i])
    const x = cube(f + part * toX)
    const z = cube(f + part * toZ)
    const o = offset + 3 * i
    out[o] = encode(codes, Math.max(0, rx * x + ry * y + rz * z))
    out[o + 1] = encode(codes, Math.max(0, gx * x + gy * y + gz * z))
    out[o + 2] = encode(codes, Math.max(0, bx * x + by * y + bz * z))
  }
}

/** The largest part of chroma that sRGB shows at this luminance and hue, the slow and certain way. */
function bisected(y: number, a: number, b: number): number {
  const f = labF(y)
  let inside = 0
  for (let step = 0.5, n = 0; n < bisections; n++, step /= 2) {
    const x = cube(f + (inside + step) * a * 0.002)
    const z = cube(f - (inside + step) * b * 0.005)
    const red = rx * x + ry * y + rz * z
    const green = gx * x + gy * y + gz * z
    const blue = bx * x + by * y + bz * z
    if (Math.min(red, green, blue) >= lowest && Math.max(red, green, blue) <= highest) inside += step
  }
  return inside
}

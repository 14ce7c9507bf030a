import { gamutSlack } from '../../shared/colour/gamut.ts'
import { darkF, darkOffset, darkSlope, rgbFromXyz, white } from '../../shared/colour/lab.ts'
import { encodeIntervals, encodeTable, labFIntervals, labFTable } from '../../shared/colour/tables.ts'
import type { Depth } from './pixels.ts'

/**
 * Gives one row colour: luminance Y (0..1) and a*, b* in, rounded sRGB codes out, interleaved RGB.
 * A colour outside sRGB's gamut keeps L* and hue and loses chroma.
 */
export type RowColourer = (
  luminance: Float32Array,
  a: Float32Array,
  b: Float32Array,
  width: number,
  out: Uint8Array | Uint16Array,
  offset: number,
) => void

// The matrix with the white point folded in, as plain numbers: array reads cost a third of the loop.
const [[rx, , rz], [gx, , gz], [bx, , bz]] = rgbFromXyz.map(([x, y, z]) => [x * white[0], y, z * white[2]])
const [ry, gy, by] = rgbFromXyz.map(([, y]) => y)

const lowest = -gamutSlack.dark
const highest = 1 + gamutSlack.bright
/** How close to the gamut's border chroma is fitted, in linear light; at a fixed L* nothing else depends on it. */
const closeEnough = 5e-6
const mostSteps = 12

function cube(f: number): number {
  return f > darkF ? f * f * f : (f - darkOffset) / darkSlope
}

/** How far outside the gamut the farthest channel lies; negative inside. */
function excess(y: number, x: number, z: number): number {
  const r = rx * x + ry * y + rz * z
  const g = gx * x + gy * y + gz * z
  const b = bx * x + by * y + bz * z
  return Math.max(Math.max(r, g, b) - highest, lowest - Math.min(r, g, b))
}

/**
 * The largest part of chroma that sRGB shows at this lightness and hue: `fitToGamut` for the hot loop,
 * by false position with Illinois' halving, which takes a third of bisection's steps.
 * @param overAtFull how far outside the colour lies with its whole chroma
 */
function chromaThatFits(y: number, f: number, toX: number, toZ: number, overAtFull: number): number {
  let inside = 0
  let outside = 1
  let room = Math.max(y - 1, -y)
  let over = overAtFull
  let last = 0
  for (let step = 0; step < mostSteps && room < -closeEnough; step++) {
    const part = inside + ((outside - inside) * room) / (room - over)
    const value = excess(y, cube(f + part * toX), cube(f + part * toZ))
    if (value > 0) {
      outside = part
      over = value
      if (last === 1) room /= 2
      last = 1
    } else {
      inside = part
      if (value > -closeEnough) break
      room = value
      if (last === -1) over /= 2
      last = -1
    }
  }
  return inside
}

/**
 * @param depth of the codes written; `out` must be of the same depth
 */
export function rowColourer(depth: Depth): RowColourer {
  const encoded = encodeTable(depth)

  // No clamping: what the gamut's slack lets through, the table and the rounding absorb.
  function encode(linear: number): number {
    const at = linear * encodeIntervals
    const i = at | 0
    const low = encoded[i]
    return (low + (at - i) * (encoded[i + 1] - low) + 0.5) | 0
  }

  return (luminance, a, b, width, out, offset) => {
    for (let i = 0, o = offset; i < width; i++, o += 3) {
      const y = luminance[i]
      const at = y * labFIntervals
      const cell = at | 0
      const low = labFTable[cell]
      const f = low + (at - cell) * (labFTable[cell + 1] - low)
      const toX = a[i] * 0.002
      const toZ = b[i] * -0.005
      let x = cube(f + toX)
      let z = cube(f + toZ)
      let red = rx * x + ry * y + rz * z
      let green = gx * x + gy * y + gz * z
      let blue = bx * x + by * y + bz * z
      const over = Math.max(Math.max(red, green, blue) - highest, lowest - Math.min(red, green, blue))
      if (over > 0) {
        const part = chromaThatFits(y, f, toX, toZ, over)
        x = cube(f + part * toX)
        z = cube(f + part * toZ)
        red = rx * x + ry * y + rz * z
        green = gx * x + gy * y + gz * z
        blue = bx * x + by * y + bz * z
      }
      out[o] = encode(red)
      out[o + 1] = encode(green)
      out[o + 2] = encode(blue)
    }
  }
}

import { gamutSlack } from './gamut.ts'
import { labF } from './lab.ts'
import { linearToSrgb, srgbToLinear } from './srgb.ts'

/**
 * A function on 0..1 as `intervals + 1` samples, to be read with linear interpolation. The sizes
 * below keep the error under a quarter of a 16-bit code while the tables stay in the processor's cache.
 */
function sampled(intervals: number, f: (x: number) => number, scale = 1): Float32Array {
  // Samples past the end, so that reading at 1 and the gamut's slack over it needs no branch.
  const past = 2 + Math.ceil(gamutSlack.bright * intervals)
  return Float32Array.from({ length: intervals + past }, (_, i) => scale * f(Math.min(1, i / intervals)))
}

/** Linear light of every code of encoded sRGB, for 8 bit (256 entries) or 16 bit (65536). */
export function linearOfCode(depth: 8 | 16): Float32Array {
  const codes = 2 ** depth
  return Float32Array.from({ length: codes }, (_, code) => srgbToLinear(code / (codes - 1)))
}

export const labFIntervals = 4096
/** `labF` over luminance 0..1. */
export const labFTable = sampled(labFIntervals, labF)

export const encodeIntervals = 16384
/** Codes 0..255 or 0..65535, not yet rounded, over linear light 0..1. */
export function encodeTable(depth: 8 | 16): Float32Array {
  return sampled(encodeIntervals, linearToSrgb, 2 ** depth - 1)
}

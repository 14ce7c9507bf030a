import {
  invert,
  type Matrix,
  multiply,
  product,
  rgbFromXyz,
  type Triple,
  white,
} from '../../../shared/colour/lab.ts'
import { srgbToLinear } from '../../../shared/colour/srgb.ts'
import { type ByteSource, withBytes } from '../byte-source.ts'
import type { PictureBytes } from '../image-library.ts'
import { fromCurve, type ToSrgb } from './to-srgb.ts'

/** Either of these says what the colours are, and gAMA and cHRM do not count. A profile does too, if it can be read. */
const stronger = new Set(['sRGB', 'cICP'])
const chunkLimit = 1000
const scale = 100_000
/** sRGB's own value, and how far from it a file may be and still mean sRGB. */
const srgbGamma = 1 / 2.2
const gammaSlack = 0.01
const primariesSlack = 0.002

/**
 * What brings a PNG without a readable profile to sRGB by its gAMA and cHRM chunks.
 * @returns nothing where it is sRGB already, or does not say
 */
export async function pngToSrgb(picture: PictureBytes): Promise<ToSrgb | undefined> {
  const chunks = await withBytes(picture, colourChunks)
  if (!chunks) return undefined
  const gamma = (chunks.get('gAMA')?.readUInt32BE(0) ?? 0) / scale
  const isSrgb = gamma === 0 || Math.abs(gamma / srgbGamma - 1) <= gammaSlack
  const matrix = toSrgbMatrix(chunks.get('cHRM'))
  if (isSrgb && !matrix) return undefined
  return fromCurve(isSrgb ? srgbToLinear : (value) => value ** (1 / gamma), matrix)
}

async function colourChunks(source: ByteSource): Promise<Map<string, Buffer> | undefined> {
  const found = new Map<string, Buffer>()
  let at = 8
  for (let chunk = 0; chunk < chunkLimit; chunk++) {
    const head = await source.read(at, 8)
    if (head.length < 8) break
    const length = head.readUInt32BE(0)
    const name = head.toString('latin1', 4, 8)
    if (stronger.has(name)) return undefined
    if (name === 'IDAT') break
    const expected = { gAMA: 4, cHRM: 32 }[name]
    if (expected === length) found.set(name, await source.read(at + 8, length))
    at += 12 + length
  }
  return found
}

const bradford: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
]

/** Linear RGB of these primaries to linear sRGB, white to white; nothing where they are sRGB's, or impossible. */
function toSrgbMatrix(chrm: Buffer | undefined): Matrix | undefined {
  if (chrm?.length !== 32) return undefined
  const xy = Array.from({ length: 8 }, (_, i) => chrm.readUInt32BE(4 * i) / scale)
  const srgb = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06]
  if (xy.every((value, i) => Math.abs(value - (srgb[i] ?? 0)) <= primariesSlack)) return undefined
  const [w, r, g, b] = [0, 2, 4, 6].map((i) => xyzOf(xy[i] ?? 0, xy[i + 1] ?? 0)) as [
    Triple,
    Triple,
    Triple,
    Triple,
  ]
  const columns: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ]
  const amounts = multiply(invert(columns), w)
  const toXyz = columns.map((row) => row.map((value, i) => value * (amounts[i] ?? 0))) as unknown as Matrix
  const from = multiply(bradford, w)
  const to = multiply(bradford, white)
  const gains: Matrix = [
    [to[0] / from[0], 0, 0],
    [0, to[1] / from[1], 0],
    [0, 0, to[2] / from[2]],
  ]
  const adapted = product(invert(bradford), product(gains, bradford))
  const matrix = product(rgbFromXyz, product(adapted, toXyz))
  return matrix.flat().every(Number.isFinite) ? matrix : undefined
}

/** XYZ of a chromaticity at Y 1. */
function xyzOf(x: number, y: number): Triple {
  return [x / y, 1, (1 - x - y) / y]
}

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../shared/errors.ts'

/**
 * Values a unit of a* or b*: they come back within 1/128, where one step of an 8-bit picture is about
 * 0.4, so that even doubled strength shows nothing of it.
 */
const steps = 64
const largest = 32767 / steps

const magic = Buffer.from('TTab')
const formatVersion = 1
/** magic, version, width, height */
const headerBytes = magic.length + 4 + 4 + 4
/** No network of ours is near this. */
const longestSide = 8192

/**
 * An a*b* map as a file: fixed point, each value less what its left and upper neighbours foretell, high
 * bytes apart from low ones, deflated. About a third of the size of 32-bit floats deflated.
 * @throws `bad-request` for values that are no colour.
 */
export function encodeMap({ data, width, height }: AbMap): Buffer {
  const header = Buffer.alloc(headerBytes)
  magic.copy(header)
  header.writeUInt32LE(formatVersion, 4)
  header.writeUInt32LE(width, 8)
  header.writeUInt32LE(height, 12)
  const planes = new Uint8Array(data.length * 2)
  let at = 0
  for (const channel of [0, 1]) {
    const values = quantised(data, channel)
    for (let index = 0; index < values.length; index += 1) {
      const rest = ((values[index] - foretold(values, index, width)) << 16) >> 16
      const folded = (rest << 1) ^ (rest >> 15)
      planes[at] = (folded >> 8) & 0xff
      planes[at + data.length] = folded & 0xff
      at += 1
    }
  }
  return Buffer.concat([header, deflateRawSync(planes)])
}

/** @throws any; the caller has checked the hash, so a failure means a file of another program. */
export function decodeMap(file: Uint8Array): AbMap {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (!bytes.subarray(0, magic.length).equals(magic) || bytes.readUInt32LE(4) !== formatVersion) {
    throw new Error('not an a*b* map that this version of Tintype reads')
  }
  const width = bytes.readUInt32LE(8)
  const height = bytes.readUInt32LE(12)
  if (Math.min(width, height) < 1 || Math.max(width, height) > longestSide)
    throw new Error('an impossible size')
  const pixels = width * height
  const planes = inflateRawSync(bytes.subarray(headerBytes), { maxOutputLength: pixels * 4 })
  if (planes.length !== pixels * 4) throw new Error('too few values')
  const data = new Float32Array(pixels * 2)
  const values = new Int16Array(pixels)
  for (const channel of [0, 1]) {
    for (let index = 0; index < pixels; index += 1) {
      const at = channel * pixels + index
      const folded = (planes[at] << 8) | planes[at + pixels * 2]
      // Int16Array wraps around, as the difference did.
      values[index] = ((folded >>> 1) ^ -(folded & 1)) + foretold(values, index, width)
      data[index * 2 + channel] = values[index] / steps
    }
  }
  return { data, width, height }
}

function quantised(data: Float32Array, channel: number): Int16Array {
  const values = new Int16Array(data.length / 2)
  for (let index = 0; index < values.length; index += 1) {
    const value = data[index * 2 + channel]
    // Also true for NaN.
    if (!(Math.abs(value) <= largest)) {
      throw new TintypeError('bad-request', `The prediction holds ${value}, which is no colour.`)
    }
    values[index] = Math.round(value * steps)
  }
  return values
}

/** A plane through the left, upper and upper left neighbours. */
function foretold(values: Int16Array, index: number, width: number): number {
  const inFirstColumn = index % width === 0
  const up = index >= width ? values[index - width] : 0
  if (inFirstColumn) return up
  const left = values[index - 1]
  return index >= width ? left + up - values[index - width - 1] : left
}

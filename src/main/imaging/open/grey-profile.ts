import { linearToSrgb } from '../../../shared/colour/srgb.ts'

const headerLength = 128
const tagLength = 12

/** The colour space an ICC profile is for, such as `RGB ` or `GRAY`; nothing if it is no ICC profile. */
export function profileSpace(icc: Uint8Array | undefined): string | undefined {
  if (!icc || icc.length < headerLength + 4) return undefined
  const bytes = Buffer.from(icc.buffer, icc.byteOffset, icc.length)
  return bytes.toString('latin1', 36, 40) === 'acsp' ? bytes.toString('latin1', 16, 20) : undefined
}

/**
 * What turns 16-bit grey codes under this profile into 16-bit sRGB codes of the same luminance.
 * sharp leaves 16-bit grey untouched by its profile (measured: 0.35.5), which darkens or lightens it.
 * @returns 65536 codes; nothing where the profile is not a readable grey one: then the codes are taken
 *   for sRGB, as with no profile
 */
export function greyToSrgb(icc: Uint8Array | undefined): Uint16Array | undefined {
  if (!icc || profileSpace(icc) !== 'GRAY') return undefined
  const toLinear = toneCurve(Buffer.from(icc.buffer, icc.byteOffset, icc.length))
  if (!toLinear) return undefined
  return Uint16Array.from({ length: 65536 }, (_, code) => {
    const linear = Math.min(1, Math.max(0, toLinear(code / 65535)))
    return Math.round(65535 * linearToSrgb(linear))
  })
}

type ToneCurve = (value: number) => number

/** The profile's `kTRC`: device grey, 0..1, to linear light, 0..1. */
function toneCurve(icc: Buffer): ToneCurve | undefined {
  try {
    const count = Math.min(icc.readUInt32BE(headerLength), 100)
    for (let tag = 0; tag < count; tag++) {
      const entry = headerLength + 4 + tag * tagLength
      if (icc.toString('latin1', entry, entry + 4) === 'kTRC') {
        return readCurve(icc.subarray(icc.readUInt32BE(entry + 4)))
      }
    }
  } catch (thrown) {
    // A profile that points outside itself is no profile.
    if (!(thrown instanceof RangeError)) throw thrown
  }
  return undefined
}

function readCurve(tag: Buffer): ToneCurve | undefined {
  const type = tag.toString('latin1', 0, 4)
  if (type === 'curv') return sampledCurve(tag)
  if (type === 'para') return parametricCurve(tag)
  return undefined
}

function sampledCurve(tag: Buffer): ToneCurve {
  const count = tag.readUInt32BE(8)
  if (count === 0) return (value) => value
  if (count === 1) {
    const gamma = tag.readUInt16BE(12) / 256
    return (value) => value ** gamma
  }
  tag.readUInt16BE(12 + 2 * (count - 1))
  return (value) => {
    const at = value * (count - 1)
    const low = Math.min(Math.floor(at), count - 2)
    const [from, to] = [tag.readUInt16BE(12 + 2 * low), tag.readUInt16BE(14 + 2 * low)]
    return (from + (at - low) * (to - from)) / 65535
  }
}

/** ICC.1 section 10.18, function types 0 to 4. */
function parametricCurve(tag: Buffer): ToneCurve | undefined {
  const lengths = [1, 3, 4, 5, 7]
  const length = lengths[tag.readUInt16BE(8)]
  if (length === undefined) return undefined
  const values = Array.from({ length }, (_, i) => tag.readInt32BE(12 + 4 * i) / 65536)
  const [gamma, a = 1, b = 0] = values
  // From type 3 on, c and d are the line below the break; types 1 and 2 break at -b/a and add a constant.
  const [slope, breakAt] = length >= 5 ? [values[3], values[4]] : [0, length === 1 ? 0 : -b / a]
  const [above, below] =
    length === 7 ? [values[5], values[6]] : length === 4 ? [values[3], values[3]] : [0, 0]
  return (value) => (value >= breakAt ? (a * value + b) ** gamma + above : slope * value + below)
}

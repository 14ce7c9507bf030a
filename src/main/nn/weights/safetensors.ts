import { z } from 'zod'
import { TintypeError } from '../../../shared/errors.ts'
import { fromFloat16 } from './float16.ts'

/** A named array as it lies in a weights file, widened to single precision. */
export interface StoredTensor {
  shape: number[]
  values: Float32Array
}

/** Of the length of the header, which comes first. */
export const lengthBytes = 8
/** Far above any header of ours, a checkpoint's among them; keeps a hostile file from being parsed for seconds. */
const headerLimit = 2 ** 20

export const bytesPerValue = { F16: 2, F32: 4 } as const
/** Of floating-point numbers that are read and written, as safetensors names it. */
export type Precision = keyof typeof bytesPerValue

/** Of every type of the format: a tensor that nobody asks for may be of any. */
const sizes = {
  ...bytesPerValue,
  ...{ BOOL: 1, U8: 1, I8: 1, F8_E4M3: 1, F8_E5M2: 1, U16: 2, I16: 2, BF16: 2 },
  ...{ U32: 4, I32: 4, U64: 8, I64: 8, F64: 8 },
}

const entrySchema = z.strictObject({
  dtype: z.enum(Object.keys(sizes) as (keyof typeof sizes)[]),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
})
type Entry = z.infer<typeof entrySchema>
const entryKeys = Object.keys(entrySchema.shape)

const longestName = 256
const metadataSchema = z.record(z.string(), z.string()).optional()

function damaged(what: string): TintypeError {
  return new TintypeError('model-damaged', `The weights are damaged: ${what}. Install the model again.`)
}

function readHeader(bytes: Uint8Array): { entries: [string, Entry][]; data: Uint8Array } {
  if (bytes.length < lengthBytes) throw damaged('the file ends before its header')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > BigInt(Math.min(bytes.length - lengthBytes, headerLimit))) {
    throw damaged('the header claims to be longer than the file or the limit')
  }
  const end = lengthBytes + Number(length)
  const text = Buffer.from(bytes.subarray(lengthBytes, end)).toString('utf8')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damaged('the header is not readable')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw damaged('the header is no table')
  const { __metadata__: metadata, ...table } = json as Record<string, unknown>
  if (!metadataSchema.safeParse(metadata).success) throw damaged('what it says of itself is malformed')
  const entries = Object.entries(table).map(([name, value]): [string, Entry] => {
    if (name.length > longestName) throw damaged(`a name has more than ${longestName} signs`)
    const entry = entrySchema.safeParse(value)
    if (!entry.success) throw damaged(`the entry "${name}" is malformed`)
    return [name, entry.data]
  })
  checkOnce(text, entries.length)
  return { entries, data: bytes.subarray(end) }
}

/** `JSON.parse` takes the last of two equal names without a word; what every entry has once gives the other away. */
function checkOnce(header: string, entries: number): void {
  for (const key of entryKeys) {
    const found = header.match(new RegExp(`"${key}"\\s*:`, 'g'))?.length ?? 0
    if (found !== entries) throw damaged('the header names something twice')
  }
}

/**
 * Tensors must fill the data one after another, without gap or overlap: then they cannot reach outside
 * the file, nor together take more memory than twice the file.
 */
function checkLayout(entries: [string, Entry][], dataBytes: number): void {
  let position = 0
  for (const [name, { dtype, shape, data_offsets }] of entries) {
    const [begin, end] = data_offsets
    const bytes = shape.reduce((product, side) => product * side, sizes[dtype])
    if (begin !== position || end - begin !== bytes) {
      throw damaged(`"${name}" does not lie where its shape says`)
    }
    position = end
  }
  if (position !== dataBytes) throw damaged('its length is not the sum of its tensors')
}

function valuesOf(
  name: string,
  { dtype, data_offsets: [begin, end] }: Entry,
  data: Uint8Array,
): Float32Array {
  if (dtype !== 'F32' && dtype !== 'F16') {
    throw new TintypeError('model-foreign', `"${name}" is of type ${dtype}; Tintype reads F32 and F16.`)
  }
  // A copy starts at an aligned address, which the file does not promise.
  const { buffer } = new Uint8Array(data.subarray(begin, end))
  return dtype === 'F32' ? new Float32Array(buffer) : fromFloat16(new Uint16Array(buffer))
}

/**
 * Reads a safetensors file (F16 and F32) into single precision arrays by name.
 * @param isWanted by name; the others may be of any type, and are not read. Left out: all
 * @throws `model-damaged` for anything out of order, `model-foreign` for a tensor of another type; never reads or
 * allocates beyond what the file holds.
 */
export function readSafetensors(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean = () => true,
): Map<string, StoredTensor> {
  const { entries, data } = readHeader(bytes)
  entries.sort(
    ([, x], [, y]) => x.data_offsets[0] - y.data_offsets[0] || x.data_offsets[1] - y.data_offsets[1],
  )
  checkLayout(entries, data.length)
  return new Map(
    entries
      .filter(([name]) => isWanted(name))
      .map(([name, entry]) => [name, { shape: entry.shape, values: valuesOf(name, entry, data) }]),
  )
}

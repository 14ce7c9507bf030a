import { z } from 'zod'
import { TintypeError } from '../../../shared/errors.ts'
import { fromFloat16 } from './float16.ts'

/** A named array as it lies in a weights file, widened to single precision. */
export interface StoredTensor {
  shape: number[]
  values: Float32Array
}

const lengthBytes = 8
/** Far above any header of ours; keeps a hostile file from being parsed for minutes. */
const headerLimit = 8 * 1024 * 1024

export const bytesPerValue = { F16: 2, F32: 4 } as const
/** Of floating-point numbers, as safetensors names it. */
export type Precision = keyof typeof bytesPerValue

const entrySchema = z.object({
  dtype: z.enum(['F16', 'F32']),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
})
type Entry = z.infer<typeof entrySchema>

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
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(bytes.subarray(lengthBytes, end)).toString('utf8'))
  } catch {
    throw damaged('the header is not readable')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw damaged('the header is no table')
  const entries = Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]): [string, Entry] => {
      const entry = entrySchema.safeParse(value)
      if (!entry.success) throw damaged(`the entry "${name}" is malformed`)
      return [name, entry.data]
    })
  return { entries, data: bytes.subarray(end) }
}

/**
 * Tensors must fill the data one after another, without gap or overlap: then they cannot reach outside
 * the file, nor together take more memory than twice the file.
 */
function checkLayout(entries: [string, Entry][], dataBytes: number): void {
  let position = 0
  for (const [name, { dtype, shape, data_offsets }] of entries) {
    const [begin, end] = data_offsets
    const bytes = shape.reduce((product, side) => product * side, bytesPerValue[dtype])
    if (begin !== position || end - begin !== bytes) {
      throw damaged(`"${name}" does not lie where its shape says`)
    }
    position = end
  }
  if (position !== dataBytes) throw damaged('its length is not the sum of its tensors')
}

function valuesOf({ dtype, data_offsets: [begin, end] }: Entry, data: Uint8Array): Float32Array {
  // A copy starts at an aligned address, which the file does not promise.
  const { buffer } = new Uint8Array(data.subarray(begin, end))
  return dtype === 'F32' ? new Float32Array(buffer) : fromFloat16(new Uint16Array(buffer))
}

/**
 * Reads a safetensors file (F16 and F32) into single precision arrays by name.
 * Errors: `model-damaged` for anything out of order; never reads or allocates beyond what the file holds.
 */
export function readSafetensors(bytes: Uint8Array): Map<string, StoredTensor> {
  const { entries, data } = readHeader(bytes)
  entries.sort(
    ([, x], [, y]) => x.data_offsets[0] - y.data_offsets[0] || x.data_offsets[1] - y.data_offsets[1],
  )
  checkLayout(entries, data.length)
  return new Map(
    entries.map(([name, entry]) => [name, { shape: entry.shape, values: valuesOf(entry, data) }]),
  )
}

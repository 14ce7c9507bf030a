import { createHash } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelFile } from '../../../shared/contract/model.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { toFloat16 } from './float16.ts'
import { bytesPerValue, type Precision, type StoredTensor } from './safetensors.ts'

export const weightsName = 'weights.safetensors'

/** What `model.json` says of the weights beside it. */
export type WeightsInfo = ModelFile['weights']

/**
 * Makes `folder` with the weights and a JSON file that `describe` gives once their hash is known, complete or not
 * at all.
 * @throws `disk-full`, `output-unwritable`, also when `folder` is there already.
 */
export async function writeWeightsFolder(
  folder: string,
  tensors: Map<string, StoredTensor>,
  describe: (weights: WeightsInfo) => { name: string; content: object },
  precision: Precision = 'F32',
): Promise<void> {
  await writeAtomically(folder, async (partial) => {
    await mkdir(partial, { recursive: true })
    const weights = await writeSafetensors(join(partial, weightsName), tensors, precision)
    const { name, content } = describe(weights)
    await writeFile(join(partial, name), `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', flush: true })
  })
}

/** One tensor after another in the order of the map. */
async function writeSafetensors(
  path: string,
  tensors: Map<string, StoredTensor>,
  precision: Precision,
): Promise<WeightsInfo> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx')
  try {
    for (const part of safetensorsParts(tensors, precision)) {
      hash.update(part)
      bytes += part.byteLength
      await file.writeFile(part)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { file: weightsName, bytes, sha256: hash.digest('hex') }
}

function* safetensorsParts(tensors: Map<string, StoredTensor>, precision: Precision): Generator<Uint8Array> {
  const header: Record<string, object> = {}
  let position = 0
  for (const [name, { shape, values }] of tensors) {
    const end = position + values.length * bytesPerValue[precision]
    header[name] = { dtype: precision, shape, data_offsets: [position, end] }
    position = end
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  yield Buffer.concat([length, text])
  for (const { values } of tensors.values()) {
    const { buffer, byteOffset, byteLength } = precision === 'F16' ? toFloat16(values) : values
    yield new Uint8Array(buffer, byteOffset, byteLength)
  }
}

import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ModelFile } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { partSuffix } from '../../../shared/part-suffix.ts'
import { toFloat16 } from './float16.ts'
import { bytesPerValue, type Precision, type StoredTensor } from './safetensors.ts'

export const weightsName = 'weights.safetensors'

/** What `model.json` says of the weights beside it. */
export type WeightsFacts = ModelFile['weights']

/**
 * Makes `folder` with the weights and a JSON file that `describe` gives once their hash is known: under
 * another name first, flushed, and renamed when all is there, so that it is complete or absent.
 * @throws TintypeError `disk-full`, `output-unwritable`, also when `folder` is there already.
 */
export async function writeWeightsFolder(
  folder: string,
  tensors: Map<string, StoredTensor>,
  describe: (weights: WeightsFacts) => { name: string; content: object },
  precision: Precision = 'F32',
): Promise<void> {
  const partial = `${folder}${partSuffix}`
  try {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    const weights = await writeSafetensors(join(partial, weightsName), tensors, precision)
    const { name, content } = describe(weights)
    await writeFlushed(join(partial, name), async (file) => {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
    })
    // Fails where a folder with content is: nothing is ever written over.
    await rename(partial, folder)
    await flushFolder(dirname(folder))
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true }).catch(() => {})
    throw writeError(thrown, folder)
  }
}

/** One tensor after another in the order of the map. */
async function writeSafetensors(
  path: string,
  tensors: Map<string, StoredTensor>,
  precision: Precision,
): Promise<WeightsFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  await writeFlushed(path, async (file) => {
    for (const part of safetensorsParts(tensors, precision)) {
      hash.update(part)
      bytes += part.byteLength
      await file.writeFile(part)
    }
  })
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

async function writeFlushed(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the new name itself survive a power cut, where the system lets a folder be flushed. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

function writeError(cause: unknown, folder: string): TintypeError {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TintypeError('disk-full', `The disk is full: ${folder} could not be written.`, { cause })
  }
  return new TintypeError('output-unwritable', `${folder} could not be written (${code ?? message}).`, {
    cause,
  })
}

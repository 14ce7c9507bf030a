import { TintypeError } from '../../../shared/errors.ts'
import { fromFloat16 } from './float16.ts'
import { isTensor, type PickleValue, readPickle, type TensorReference } from './pickle.ts'
import type { StoredTensor } from './safetensors.ts'
import { readStoredZip } from './zip.ts'

const bytesPerValue: Record<string, number> = {
  'torch FloatStorage': 4,
  'torch HalfStorage': 2,
  'torch DoubleStorage': 8,
  'torch LongStorage': 8,
}

/** Raw values by the keys of their storages. */
type Storages = Map<string, Uint8Array>

/**
 * Reads the tensors of floating-point numbers of a `.pth` file, in single precision, by name; the zip
 * that PyTorch writes since 1.6 as well as the older format. Nothing in the file is executed.
 * Errors: `model-foreign` for files of anything but named tensors, `model-damaged`.
 */
export function readTorchFile(bytes: Uint8Array): Map<string, StoredTensor> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const { names, storages } = isZip ? readZip(bytes) : readLegacy(bytes)
  if (!(names instanceof Map)) throw foreign('it is no dictionary')
  const tensors = new Map<string, StoredTensor>()
  for (const [name, value] of names) {
    if (typeof name !== 'string' || !isTensor(value)) throw foreign(`"${String(name)}" is no tensor`)
    // Counters of batches are whole numbers, and of no use here.
    if (value.storage.type !== 'torch LongStorage') tensors.set(name, valuesOf(value, storages, name))
  }
  return tensors
}

interface Contents {
  names: PickleValue
  storages: Storages
}

function readZip(bytes: Uint8Array): Contents {
  const files = readStoredZip(bytes)
  const at = [...files.keys()].find((name) => name.endsWith('/data.pkl'))
  if (at === undefined) throw foreign('it holds no data.pkl')
  const folder = `${at.slice(0, -'data.pkl'.length)}data/`
  const storages: Storages = new Map()
  for (const [name, content] of files) {
    if (name.startsWith(folder)) storages.set(name.slice(folder.length), content)
  }
  return { names: readPickle(files.get(at)!).value, storages }
}

const legacyMagic = 0x1950a86a20f9469cfc6cn

/** Magic number, version, machine, dictionary and keys as pickles; then each storage with its length. */
function readLegacy(bytes: Uint8Array): Contents {
  let position = 0
  const next = (): PickleValue => {
    const { value, end } = readPickle(bytes, position)
    position = end
    return value
  }
  if (next() !== legacyMagic) throw foreign('it is no PyTorch file')
  next()
  next()
  const names = next()
  const keys = next()
  if (!Array.isArray(keys)) throw foreign('its storages have no names')
  const sizes = names instanceof Map ? storageSizes(names) : new Map<string, number>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const storages: Storages = new Map()
  for (const key of keys) {
    const size = sizes.get(String(key))
    if (size === undefined || position + 8 > bytes.length) throw damaged('a storage is missing')
    const length = Number(view.getBigUint64(position, true)) * size
    storages.set(String(key), bytes.subarray(position + 8, position + 8 + length))
    position += 8 + length
  }
  return { names, storages }
}

/** Bytes of a value in each storage. */
function storageSizes(names: Map<PickleValue, PickleValue>): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const value of names.values()) {
    if (isTensor(value)) sizes.set(value.storage.key, bytesPerValue[value.storage.type])
  }
  return sizes
}

function valuesOf(
  { storage, offset, shape, strides }: TensorReference,
  storages: Storages,
  name: string,
): StoredTensor {
  const bytes = storages.get(storage.key)
  const count = shape.reduce((product, side) => product * side, 1)
  const size = bytesPerValue[storage.type]
  if (!isContiguous(shape, strides)) throw foreign(`"${name}" is a view of another tensor`)
  if (!bytes || (offset + count) * size > bytes.length) throw damaged(`"${name}" is cut off`)
  // A copy starts at an aligned address, which the file does not promise.
  const { buffer } = new Uint8Array(bytes.subarray(offset * size, (offset + count) * size))
  return { shape, values: singles(storage.type, buffer) }
}

function singles(type: string, buffer: ArrayBuffer): Float32Array {
  if (type === 'torch HalfStorage') return fromFloat16(new Uint16Array(buffer))
  if (type === 'torch DoubleStorage') return Float32Array.from(new Float64Array(buffer))
  return new Float32Array(buffer)
}

function isContiguous(shape: number[], strides: number[]): boolean {
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false
    expected *= shape[axis]
  }
  return shape.length === strides.length
}

function foreign(what: string): TintypeError {
  return new TintypeError('model-foreign', `This is no file of PyTorch weights that Tintype reads: ${what}.`)
}

function damaged(what: string): TintypeError {
  return new TintypeError('model-damaged', `The weights file is damaged: ${what}. Download it again.`)
}

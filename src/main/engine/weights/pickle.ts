import { TintypeError } from '../../../shared/errors.ts'

/** A name that a pickle refers to, `module name`; it is compared, never looked up or run. */
export interface Global {
  global: string
}

/** A storage by the key under which the file holds its bytes. */
export interface StorageReference {
  type: string
  key: string
}

/** A tensor as the file describes it. */
export interface TensorReference {
  storage: StorageReference
  offset: number
  shape: number[]
  strides: number[]
}

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Global
  | StorageReference
  | TensorReference
  | PickleValue[]
  | Map<PickleValue, PickleValue>

const mark = Symbol('mark')
type Slot = PickleValue | typeof mark

function refused(what: string): TintypeError {
  return new TintypeError(
    'model-foreign',
    `The file holds more than named tensors (${what}), and Tintype runs nothing out of a file. Save the weights alone, best as .safetensors.`,
  )
}

function damaged(): TintypeError {
  return new TintypeError('model-damaged', 'The weights file ends in the middle. Download it again.')
}

/**
 * Reads one pickle of a dictionary of tensors, as PyTorch writes it, from `position` on: a small stack
 * machine that knows the handful of instructions such a dictionary needs. Names of functions are
 * recognised, never called.
 * @returns the value and where the pickle ended
 * Errors: `model-foreign` for any other instruction or name, `model-damaged`.
 */
export function readPickle(bytes: Uint8Array, position = 0): { value: PickleValue; end: number } {
  const machine = new Machine(bytes, position)
  for (;;) {
    const code = machine.byte()
    if (code === stop) return { value: machine.pop(), end: machine.position }
    const instruction = instructions[code]
    if (!instruction) throw refused(`instruction 0x${code.toString(16)}`)
    instruction(machine)
  }
}

/** The stack, the memo and the bytes still to come. */
class Machine {
  position: number
  readonly #bytes: Buffer
  readonly #stack: Slot[] = []
  readonly #memo = new Map<number, PickleValue>()

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.position = position
  }

  take(count: number): Buffer {
    const end = this.position + count
    if (end > this.#bytes.length) throw damaged()
    const taken = this.#bytes.subarray(this.position, end)
    this.position = end
    return taken
  }

  byte(): number {
    return this.take(1)[0]
  }

  long(): number {
    return this.take(4).readUInt32LE()
  }

  /** Text up to the end of the line. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.position)
    if (end < 0) throw damaged()
    const text = this.take(end - this.position).toString('utf8')
    this.position += 1
    return text
  }

  push(value: Slot): void {
    this.#stack.push(value)
  }

  pop(): PickleValue {
    const value = this.#stack.pop()
    if (value === undefined || value === mark) throw damaged()
    return value
  }

  popToMark(): PickleValue[] {
    const at = this.#stack.lastIndexOf(mark)
    if (at < 0) throw damaged()
    const values = this.#stack.splice(at + 1) as PickleValue[]
    this.#stack.pop()
    return values
  }

  top(): PickleValue {
    const value = this.pop()
    this.push(value)
    return value
  }

  tuple(count: number): void {
    this.push(Array.from({ length: count }, () => this.pop()).reverse())
  }

  setItems(items: PickleValue[]): void {
    const target = this.top()
    if (!(target instanceof Map) || items.length % 2) throw damaged()
    for (let i = 0; i < items.length; i += 2) target.set(items[i], items[i + 1])
  }

  appendItems(items: PickleValue[]): void {
    const list = this.top()
    if (!Array.isArray(list)) throw damaged()
    for (const item of items) list.push(item)
  }

  remember(key = this.#memo.size): void {
    this.#memo.set(key, this.top())
  }

  recall(key: number): void {
    const value = this.#memo.get(key)
    if (value === undefined) throw damaged()
    this.push(value)
  }

  /** Stands for the call that PyTorch would make. */
  reduce(): void {
    const args = this.pop()
    const callee = this.pop()
    if (!Array.isArray(args) || !isGlobal(callee)) throw refused('a call')
    this.push(rebuilt(callee.global, args))
  }

  /** Attributes of a dictionary of weights are versions of its layers, of no use here. */
  dropAttributes(): void {
    if (!(this.pop() instanceof Map) || !(this.top() instanceof Map)) throw refused('an object')
  }
}

const stop = 0x2e

/** By the codes of pickle's protocols 2 to 4. */
const instructions: Record<number, (machine: Machine) => void> = {
  128: (machine) => void machine.byte(),
  149: (machine) => void machine.take(8),
  40: (machine) => machine.push(mark),
  125: (machine) => machine.push(new Map()),
  93: (machine) => machine.push([]),
  41: (machine) => machine.push([]),
  78: (machine) => machine.push(null),
  136: (machine) => machine.push(true),
  137: (machine) => machine.push(false),
  75: (machine) => machine.push(machine.byte()),
  77: (machine) => machine.push(machine.take(2).readUInt16LE()),
  74: (machine) => machine.push(machine.take(4).readInt32LE()),
  138: (machine) => machine.push(integer(machine.take(machine.byte()))),
  88: (machine) => machine.push(machine.take(machine.long()).toString('utf8')),
  140: (machine) => machine.push(machine.take(machine.byte()).toString('utf8')),
  99: (machine) => machine.push({ global: known(`${machine.line()} ${machine.line()}`) }),
  113: (machine) => machine.remember(machine.byte()),
  114: (machine) => machine.remember(machine.long()),
  148: (machine) => machine.remember(),
  104: (machine) => machine.recall(machine.byte()),
  106: (machine) => machine.recall(machine.long()),
  116: (machine) => machine.push(machine.popToMark()),
  133: (machine) => machine.tuple(1),
  134: (machine) => machine.tuple(2),
  135: (machine) => machine.tuple(3),
  117: (machine) => machine.setItems(machine.popToMark()),
  115: (machine) => {
    machine.tuple(2)
    machine.setItems(machine.pop() as PickleValue[])
  },
  101: (machine) => machine.appendItems(machine.popToMark()),
  81: (machine) => machine.push(storageOf(machine.pop())),
  82: (machine) => machine.reduce(),
  98: (machine) => machine.dropAttributes(),
}

const storages = new Set(
  ['FloatStorage', 'HalfStorage', 'DoubleStorage', 'LongStorage'].map((name) => `torch ${name}`),
)
const dictionary = 'collections OrderedDict'
const tensor = 'torch._utils _rebuild_tensor_v2'
const parameter = 'torch._utils _rebuild_parameter'

function known(name: string): string {
  if (storages.has(name) || name === dictionary || name === tensor || name === parameter) return name
  throw refused(name)
}

const isGlobal = (value: PickleValue): value is Global =>
  typeof value === 'object' && value !== null && 'global' in value

export const isTensor = (value: unknown): value is TensorReference =>
  typeof value === 'object' && value !== null && 'storage' in value

function rebuilt(name: string, args: PickleValue[]): PickleValue {
  if (name === dictionary && args.length === 0) return new Map()
  if (name === parameter && isTensor(args[0])) return args[0]
  if (name !== tensor) throw refused(`a call of ${name}`)
  const [storage, offset, shape, strides] = args
  if (!isStorage(storage) || !isCount(offset) || !isCounts(shape) || !isCounts(strides)) throw damaged()
  return { storage, offset, shape, strides }
}

const isStorage = (value: PickleValue): value is StorageReference =>
  typeof value === 'object' && value !== null && 'key' in value
const isCount = (value: PickleValue): value is number => typeof value === 'number' && value >= 0
const isCounts = (value: PickleValue): value is number[] => Array.isArray(value) && value.every(isCount)

/** `('storage', type, key, device, count)`, with a view behind it in older files. */
function storageOf(id: PickleValue): StorageReference {
  if (!Array.isArray(id) || id[0] !== 'storage' || !isGlobal(id[1]) || typeof id[2] !== 'string') {
    throw refused('a reference')
  }
  return { type: id[1].global, key: id[2] }
}

/** Little-endian, two's complement. */
function integer(bytes: Buffer): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i])
  return BigInt.asIntN(8 * bytes.length, value)
}

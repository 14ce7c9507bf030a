import { Random } from '../../../shared/random.ts'
import type { TensorShapes } from '../weights/model-folder.ts'
import type { StoredTensor } from '../weights/safetensors.ts'

/** How the values of a new tensor are drawn. */
export type Initial =
  | { draw: 'constant'; value: number }
  | { draw: 'normal'; mean: number; deviation: number }
  | { draw: 'uniform'; bound: number }
  /** The last side holds one filter four times: what becomes a 2 x 2 block starts equal (ICNR). */
  | { draw: 'fourfold-normal'; deviation: number }

interface TensorPlan {
  shape: number[]
  initial: Initial
  /** Statistics are kept with the weights, but not changed by a gradient. */
  trained: boolean
}

export const constant = (value: number): Initial => ({ draw: 'constant', value })
export const normal = (deviation: number, mean = 0): Initial => ({ draw: 'normal', mean, deviation })

interface ConvolutionPlan {
  side: number
  input: number
  output: number
  kernel: Initial
  /** Left out: the convolution has no bias. */
  bias?: Initial
}

/** What a network is made of: every tensor by name, with its shape and how it begins. */
export class LayerTable {
  readonly tensors = new Map<string, TensorPlan>()

  /** Kernel [side, side, in, out]. */
  convolution(layer: string, { side, input, output, kernel, bias }: ConvolutionPlan): this {
    this.#add(`${layer}/kernel`, [side, side, input, output], kernel)
    if (bias) this.#add(`${layer}/bias`, [output], bias)
    return this
  }

  /** Kernel [side, side, out, in]. */
  transposed(layer: string, { side, input, output, kernel, bias }: ConvolutionPlan): this {
    this.#add(`${layer}/kernel`, [side, side, output, input], kernel)
    if (bias) this.#add(`${layer}/bias`, [output], bias)
    return this
  }

  /** Batch norm: trained gamma and beta, running mean and variance. */
  norm(layer: string, channels: number, gamma: Initial, beta: Initial): this {
    this.#add(`${layer}/gamma`, [channels], gamma)
    this.#add(`${layer}/beta`, [channels], beta)
    this.#add(`${layer}/mean`, [channels], constant(0), false)
    this.#add(`${layer}/variance`, [channels], constant(1), false)
    return this
  }

  get shapes(): TensorShapes {
    return new Map([...this.tensors].map(([name, { shape }]) => [name, shape]))
  }

  /** Number of trained values in the layers whose names begin with `prefix`. */
  parameters(prefix = ''): number {
    let count = 0
    for (const [name, { shape, trained }] of this.tensors) {
      if (trained && name.startsWith(prefix)) count += sizeOf(shape)
    }
    return count
  }

  /** New weights; each tensor has a stream of its own, so that equal names begin equally. */
  draw(seed: number): Map<string, StoredTensor> {
    const drawn = new Map<string, StoredTensor>()
    for (const [name, { shape, initial }] of this.tensors) {
      drawn.set(name, { shape, values: valuesOf(shape, initial, new Random(seed, 'weights', name)) })
    }
    return drawn
  }

  #add(name: string, shape: number[], initial: Initial, trained = true): void {
    this.tensors.set(name, { shape, initial, trained })
  }
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}

function valuesOf(shape: number[], initial: Initial, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  switch (initial.draw) {
    case 'constant':
      return values.fill(initial.value)
    case 'normal':
      return values.map(() => initial.mean + initial.deviation * random.normal())
    case 'uniform':
      return values.map(() => random.between(-initial.bound, initial.bound))
    case 'fourfold-normal': {
      const outputs = shape.at(-1)!
      const quarter = outputs / 4
      for (let i = 0; i < values.length; i++) {
        const output = i % outputs
        values[i] = output < quarter ? initial.deviation * random.normal() : values[i - quarter]
      }
      return values
    }
  }
}

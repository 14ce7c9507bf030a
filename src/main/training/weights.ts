import type { Tensor, Variable } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../nn/backends/backend.ts'
import type { StoredTensor } from '../nn/weights/safetensors.ts'

/** Statistics of norms are kept with the weights, but no gradient changes them. */
const isStatistic = (name: string): boolean => /\/(mean|variance)$/.test(name)

/** Weights of a network in training, as variables by name. */
export class TrainableWeights {
  readonly all: Map<string, Variable>
  /** Those that a gradient changes. */
  readonly trained: Map<string, Variable>
  /** Those that training changes in any way; the others stay as they began. */
  readonly moving: Map<string, Variable>
  readonly #tf: TensorFlow

  /** @param isTrained left out: every weight is; where some are not, no statistic moves either */
  constructor(tf: TensorFlow, stored: Map<string, StoredTensor>, isTrained?: (name: string) => boolean) {
    this.#tf = tf
    const learns = isTrained ?? ((name: string) => !isStatistic(name))
    this.all = new Map(
      [...stored].map(([name, { shape, values }]) => {
        const value = tf.tensor(values, shape)
        const variable = tf.variable(value, learns(name))
        value.dispose()
        return [name, variable]
      }),
    )
    this.trained = new Map([...this.all].filter(([name]) => learns(name)))
    this.moving = isTrained ? this.trained : this.all
  }

  dispose(): void {
    this.#tf.dispose([...this.all.values()])
  }
}

export function readTensors(tensors: Map<string, Tensor>): Map<string, StoredTensor> {
  return new Map(
    [...tensors].map(([name, tensor]) => [
      name,
      { shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync()) },
    ]),
  )
}

/** Gives each variable the values that `stored` has under its name. */
export function writeTensors(
  tf: TensorFlow,
  variables: Map<string, Variable>,
  stored: Map<string, StoredTensor>,
): void {
  for (const [name, variable] of variables) {
    const { shape, values } = stored.get(name)!
    tf.tidy(() => variable.assign(tf.tensor(values, shape)))
  }
}

/** The same variables with `prefix/` before their names. */
export function below(prefix: string, variables: Map<string, Variable>): [string, Variable][] {
  return [...variables].map(([name, variable]) => [`${prefix}/${name}`, variable])
}

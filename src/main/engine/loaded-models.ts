import { LRUCache } from 'lru-cache'
import type { ModelReference } from '../../shared/contract/engine.ts'
import type { ModelFile } from '../../shared/contract/model.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { networkType } from '../nn/networks/catalogue.ts'
import type { Network } from '../nn/networks/network.ts'
import { weightsOf } from '../nn/read-model.ts'
import { readModelFile } from '../nn/weights/model-folder.ts'

/** Enough to compare two models without reading either again. */
const limit = 2

export interface LoadedModel {
  /** Names exactly these weights in this network. */
  key: string
  network: Network
}

function keyOf({ base }: ModelReference, { network, weights, tuned }: ModelFile): string {
  const standsOn = tuned && [tuned.base.sha256, base?.strength]
  return JSON.stringify([network, weights.sha256, standsOn])
}

/** Networks ready to run, known by what their files say: weights replaced on disk are noticed. */
export class Models {
  readonly #tf: TensorFlow
  readonly #networks: LRUCache<string, Network>

  constructor(tf: TensorFlow) {
    this.#tf = tf
    this.#networks = new LRUCache({ max: limit, dispose: (network) => network.dispose() })
  }

  /** @throws `model-missing`, `model-damaged`, `model-foreign`. */
  async load(reference: ModelReference): Promise<LoadedModel> {
    const file = await readModelFile(reference)
    const key = keyOf(reference, file)
    const ready = this.#networks.get(key)
    if (ready) return { key, network: ready }
    const weights = await weightsOf(reference, file)
    // Another call may have loaded the same model meanwhile; `set` disposes of that one.
    const network = networkType(file.network).build(this.#tf, weights, file.network)
    this.#networks.set(key, network)
    return { key, network }
  }

  /** The network that `load` named `key`, unless it had to make room. */
  kept(key: string): Network | undefined {
    return this.#networks.get(key)
  }
}

import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import {
  formerHintMethod,
  type Hinting,
  type ModelReference,
  reachNetwork,
} from '../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../shared/contract/pixels.ts'
import { TintypeError } from '../../shared/errors.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import type { Features, Network } from '../nn/networks/network.ts'
import { abScale, lHalf } from '../nn/scales.ts'
import { HintField } from './field/hint-field.ts'
import type { FeatureMap } from './field/likeness.ts'
import { rasteriseHints } from './hints.ts'
import { Models } from './loaded-models.ts'
import { cropScaled, halved, padReflected } from './padding.ts'

/** Photos whose features are kept, about 6 MB each at 256 x 256. */
const photosKept = 4
/** A photo and its mirror image, whose predictions are averaged. */
const fieldsKept = 2

export interface Prediction {
  ab: AbMap
  key: string
  ms: number
}

interface Photo {
  modelKey: string
  features: Features
  l: LChannel
  padded: Pick<LChannel, 'width' | 'height'>
  /** The prediction without hints, found when first asked for. */
  plain?: AbMap
}

/** Runs networks on photos and keeps what a second look at the same photo can reuse. */
export class Predictor {
  readonly models: Models
  readonly #tf: TensorFlow
  readonly #photos: LRUCache<string, Photo>
  /** What spread hints last. It is larger than the features, and people mark one photo at a time. */
  readonly #fields = new LRUCache<Photo, HintField>({ max: fieldsKept })

  constructor(tf: TensorFlow) {
    this.models = new Models(tf)
    this.#tf = tf
    this.#photos = new LRUCache({
      max: photosKept,
      dispose: (photo) => {
        tf.dispose(photo.features)
        this.#fields.delete(photo)
      },
    })
  }

  /**
   * @param l L* 0..100 of any size
   * @returns a*b* in CIELAB units, `ceil(side / 2)` each way
   * @throws `bad-request` (values out of range), `model-*`, `out-of-memory`.
   */
  async predict(l: LChannel, reference: ModelReference, hinting: Hinting): Promise<Prediction> {
    checkLightness(l)
    const { key: modelKey, network } = await this.models.load(reference)
    const start = performance.now()
    const padded = padReflected(l, network.multiple)
    const photo = { modelKey, features: this.#encode(network, padded), l, padded }
    const key = randomUUID()
    this.#photos.set(key, photo)
    const ab = this.#colours(network, photo, hinting)
    return { ab, key, ms: performance.now() - start }
  }

  /**
   * Other hints over the features of an earlier photo: the decoder, where it takes them, and the field.
   * @throws `features-gone`, `out-of-memory`.
   */
  rehint(key: string, hinting: Hinting): Prediction {
    const photo = this.#photos.get(key)
    const network = photo && this.models.kept(photo.modelKey)
    if (!network) {
      throw new TintypeError('features-gone', 'This photo is no longer kept by the engine. Send its L again.')
    }
    const start = performance.now()
    const ab = this.#colours(network, photo, hinting)
    return { ab, key, ms: performance.now() - start }
  }

  #encode(network: Network, { data, width, height }: LChannel): Features {
    const tf = this.#tf
    const l = tf.tensor4d(
      data.map((value) => value / lHalf - 1),
      [1, height, width, 1],
    )
    const features = network.encode(l)
    l.dispose()
    return features
  }

  #colours(network: Network, photo: Photo, hinting: Hinting): AbMap {
    const { hints, hintMethod = formerHintMethod } = hinting
    const ab = reachNetwork(hinting) ? this.#decode(network, photo, hints) : this.#plain(network, photo)
    if (hints.length === 0 || hintMethod === 'network') return ab
    return this.#fieldOf(network, photo).spread(ab, hints)
  }

  #fieldOf(network: Network, photo: Photo): HintField {
    const known = this.#fields.get(photo)
    if (known) return known
    const field = new HintField(halved(photo.l), () => looksOf(network, photo))
    this.#fields.set(photo, field)
    return field
  }

  #plain(network: Network, photo: Photo): AbMap {
    photo.plain ??= this.#decode(network, photo, [])
    return photo.plain
  }

  #decode(network: Network, { features, l, padded }: Photo, hints: Hinting['hints']): AbMap {
    const tf = this.#tf
    const output = tf.tidy(() => {
      const { width, height } = padded
      const raster = hints.length
        ? tf.tensor4d(rasteriseHints(hints, l, padded), [1, height, width, 3])
        : null
      return network.decode(features, raster)
    })
    const [, , width] = output.shape
    const data = output.dataSync<'float32'>()
    output.dispose()
    checkColours(data)
    return cropScaled({ data, width }, Math.ceil(l.width / 2), Math.ceil(l.height / 2), abScale)
  }
}

/** What tells what looks alike, on the grid of predictions: two pixels a cell. */
function looksOf(network: Network, { features, padded }: Photo): FeatureMap[] {
  return network.looks(features).map((tensor) => {
    const [, height, width, channels] = tensor.shape
    return { data: tensor.dataSync<'float32'>(), height, width, channels, step: padded.width / width / 2 }
  })
}

/** Checked on the way in: an activation may turn NaN into an innocent number. */
function checkLightness({ data }: LChannel): void {
  for (const value of data) {
    if (!(value >= -0.01 && value <= 100.01)) {
      throw new TintypeError('bad-request', `L* must be a number from 0 to 100; the photo holds ${value}.`)
    }
  }
}

/**
 * No photograph holds a* or b* of 110. XNNPACK's convolutions turn NaN into an infinity, and tanh turns
 * that into exactly 1: the limit catches both it and NaN itself.
 */
function checkColours(values: Float32Array): void {
  for (const value of values) {
    if (!(Math.abs(value) < 1)) {
      throw new TintypeError(
        'internal',
        'The network answered with values that are no colours. Try the other engine (--engine wasm), and install the model again if that does not help.',
      )
    }
  }
}

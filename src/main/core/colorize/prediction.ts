import type { EngineContract, Hinting, ModelReference, Place } from '../../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import type { Client } from '../../../shared/rpc/contract.ts'

export interface Prediction {
  ab: AbMap
  /** Names the kept features, of the photo and, if averaged, of the mirrored one. */
  key: string
  /** Milliseconds the network ran. */
  ms: number
}

/** Between the two keys of an averaged prediction; the engine's own keys hold none. */
const keySeparator = ' '

/**
 * a*b* of L. Averaged, the mean of the prediction and that of the mirrored photo.
 * @throws `model-*`, `out-of-memory`, `worker-*`.
 */
export async function predictColours(
  engine: Client<EngineContract>,
  l: LChannel,
  model: ModelReference,
  hinting: Hinting,
  flipAveraged: boolean,
): Promise<Prediction> {
  const plain = await engine.predict({ l, model, ...hinting })
  if (!flipAveraged) return plain
  const flipped = await engine.predict({ l: mirrored(l, 1), model, ...mirroredHints(hinting) })
  return averaged(plain, flipped)
}

/** Other hints over the features of an earlier prediction. @throws `features-gone`. */
export async function rehintColours(
  engine: Client<EngineContract>,
  key: string,
  hinting: Hinting,
): Promise<Prediction> {
  const [plainKey = '', flippedKey] = key.split(keySeparator)
  const plain = await engine.rehint({ key: plainKey, ...hinting })
  if (flippedKey === undefined) return plain
  return averaged(plain, await engine.rehint({ key: flippedKey, ...mirroredHints(hinting) }))
}

function averaged(plain: Prediction, flipped: Prediction): Prediction {
  const back = mirrored(flipped.ab, 2)
  const data = plain.ab.data.map((value, index) => (value + back.data[index]) / 2)
  return {
    ab: { ...plain.ab, data },
    key: `${plain.key}${keySeparator}${flipped.key}`,
    ms: plain.ms + flipped.ms,
  }
}

function mirroredHints({ hints, ...rest }: Hinting): Hinting {
  const mirror = <T extends Place>(place: T): T => ({ ...place, x: 1 - place.x })
  return {
    ...rest,
    hints: hints.map((hint) => ({ ...mirror(hint), ...(hint.path && { path: hint.path.map(mirror) }) })),
  }
}

/** Left and right exchanged. @param channels values of each pixel */
function mirrored<Plane extends LChannel | AbMap>(plane: Plane, channels: 1 | 2): Plane {
  const { width, height } = plane
  const data = new Float32Array(plane.data.length)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * channels
      const to = (y * width + width - 1 - x) * channels
      for (let channel = 0; channel < channels; channel += 1) data[to + channel] = plane.data[from + channel]
    }
  }
  return { ...plane, data }
}

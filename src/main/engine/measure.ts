import type { ModelReference, NetworkSize } from '../../shared/contract/engine.ts'
import type { LChannel } from '../../shared/contract/pixels.ts'
import type { Predictor } from './predict.ts'

/** Smooth waves over the whole range of lightness: no network's speed depends on the content. */
function syntheticPicture(size: number): LChannel {
  const data = Float32Array.from(
    { length: size * size },
    (_, i) => 50 + 49 * Math.sin((i % size) / 9) * Math.cos(Math.floor(i / size) / 13),
  )
  return { data, width: size, height: size }
}

/** Predicts for about `seconds`, at least once; the first prediction, which warms up, is not counted. */
export async function measure(
  predictor: Predictor,
  model: ModelReference,
  size: NetworkSize,
  seconds: number,
): Promise<{ perSecond: number; runs: number }> {
  const picture = syntheticPicture(size)
  await predictor.predict(picture, model, { hints: [] })
  const start = performance.now()
  let runs = 0
  let elapsed = 0
  do {
    await predictor.predict(picture, model, { hints: [] })
    runs++
    elapsed = (performance.now() - start) / 1000
  } while (elapsed < seconds)
  return { perSecond: runs / elapsed, runs }
}

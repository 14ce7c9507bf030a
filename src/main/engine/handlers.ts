import type { EngineContract } from '../../shared/contract/engine.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import type { Backend } from '../nn/backends/backend.ts'
import { recognised } from '../nn/memory.ts'
import { readModel } from '../nn/read-model.ts'
import { FeatureExtractor } from './features.ts'
import { measure } from './measure.ts'
import { Predictor } from './predict.ts'

/** What the engine process answers, on a backend that is open. */
export function engineHandlers({ info, tf }: Backend): Handlers<EngineContract> {
  const predictor = new Predictor(tf)
  const extractor = new FeatureExtractor(tf)
  return {
    describe: () => info,
    load: async ({ model }) => {
      await predictor.models.load(model)
      return {}
    },
    verify: async ({ model }) => {
      await readModel(model)
      return {}
    },
    predict: ({ l, model, ...hinting }) => recognised(() => predictor.predict(l, model, hinting)),
    rehint: ({ key, ...hinting }) => recognised(() => predictor.rehint(key, hinting)),
    features: ({ rgb, file }) => recognised(() => extractor.extract(rgb, file)),
    measure: ({ model, size, seconds }) => recognised(() => measure(predictor, model, size, seconds)),
  }
}

import type { EngineContract, ModelReference, NetworkSize } from '../../shared/contract/engine.ts'
import type { ImagingContract, Picture } from '../../shared/contract/imaging.ts'
import type { LChannel } from '../../shared/contract/pixels.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Core } from '../core/index.ts'

/** What an evaluation works with. */
export interface EvaluationTools {
  imaging: Pick<Client<ImagingContract>, 'centreSquare' | 'composePixels'>
  /** What a network sees of a picture. */
  lightnessOf: (picture: Picture, size: NetworkSize) => Promise<LChannel>
  engine: Pick<Client<EngineContract>, 'predict' | 'features'>
  /** Models to measure; the first is the one that the others are compared with. */
  models: ModelReference[]
  /** Photographs in work at the same time. */
  inFlight: number
}

/** Core's workers and the models of the given ids. @throws `model-missing` and the like. */
export async function toolsOf(core: Core, ids: string[]): Promise<EvaluationTools> {
  const { imaging, engine } = core
  const models = await Promise.all(ids.map(async (id) => (await core.model(id)).reference))
  return {
    imaging: {
      centreSquare: (args) => imaging.use((client) => client.centreSquare(args)),
      composePixels: (args) => imaging.use((client) => client.composePixels(args)),
    },
    lightnessOf: (picture, size) => core.lightnessOf(picture, size),
    engine: {
      predict: (args) => engine.use((client) => client.predict(args)),
      features: (args) => engine.use((client) => client.features(args)),
    },
    models,
    // One more than there are engines, so that no engine waits while pictures are prepared and measured.
    inFlight: engine.size + 1,
  }
}

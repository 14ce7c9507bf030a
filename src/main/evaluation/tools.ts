import type { EngineContract, ModelReference, NetworkSize } from '../../shared/contract/engine.ts'
import type { ImagingContract, Picture } from '../../shared/contract/imaging.ts'
import { networkTraits } from '../../shared/contract/model.ts'
import type { LChannel } from '../../shared/contract/pixels.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Core } from '../core/index.ts'

/** What an evaluation works with. */
export interface EvaluationTools {
  imaging: Pick<Client<ImagingContract>, 'centreSquare' | 'composePixels'>
  /** What a network sees of a picture. */
  lightnessOf: (picture: Picture, size: NetworkSize) => Promise<LChannel>
  engine: Pick<Client<EngineContract>, 'predict' | 'features'>
  /** Several calls of one engine, which keeps a photo between them. */
  onOneEngine: <T>(task: (engine: Client<EngineContract>) => Promise<T>) => Promise<T>
  /** Models to measure; the first is the one that the others are compared with. */
  models: ModelReference[]
  /** Ids of models whose network takes hints itself. */
  takeHints: ReadonlySet<string>
  /** Photographs in work at the same time. */
  inFlight: number
}

/** Core's workers and the models of the given ids. @throws `model-missing` and the like. */
export async function toolsOf(core: Core, ids: string[]): Promise<EvaluationTools> {
  const { imaging, engine } = core
  const models = await Promise.all(ids.map((id) => core.model(id)))
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
    onOneEngine: (task) => engine.use(task),
    models: models.map(({ reference }) => reference),
    takeHints: new Set(
      models
        .filter(({ file }) => networkTraits[file.network.type].hints)
        .map(({ reference }) => reference.id),
    ),
    // One more than there are engines, so that no engine waits while pictures are prepared and measured.
    inFlight: engine.size + 1,
  }
}

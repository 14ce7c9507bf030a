import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { predictColours, rehintColours } from '../colorize/prediction.ts'
import { modelFor } from '../colorize/used-model.ts'
import type { VersionColours } from '../colorize/version-colours.ts'
import type { WorkerPools } from '../workers/pools.ts'

/** Calls of the develop view. */
export function developHandlers({ colours, pools }: { colours: VersionColours; pools: WorkerPools }) {
  return {
    'develop.l': async ({ photo, size }) => ({ l: await colours.lightness(photo, size) }),
    predict: async ({ l, model, flipAveraged, ...hinting }) => {
      const { reference } = await modelFor(model)
      return pools.predictAtOnce((engine) => predictColours(engine, l, reference, hinting, flipAveraged))
    },
    rehint: ({ key, ...hinting }) => pools.predictAtOnce((engine) => rehintColours(engine, key, hinting)),
  } satisfies Partial<Handlers<AppContract>>
}

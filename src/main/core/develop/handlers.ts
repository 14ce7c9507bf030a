import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppContext } from '../app/context.ts'
import { modelFor } from '../colorize/colours.ts'
import { predictColours, rehintColours } from '../colorize/prediction.ts'

/** Calls of the develop view. */
export function developHandlers({ colours, workforce }: AppContext) {
  return {
    'develop.l': async ({ photo, size }) => ({ l: await colours.lightness(photo, size) }),
    predict: async ({ l, model, hints, flipAveraged }) => {
      const { place } = await modelFor(model)
      return workforce.predictAtOnce((engine) => predictColours(engine, l, place, hints, flipAveraged))
    },
    rehint: ({ key, hints }) => workforce.predictAtOnce((engine) => rehintColours(engine, key, hints)),
  } satisfies Partial<Handlers<AppContract>>
}

import type { AppContract, Model } from '../../../shared/contract/app.ts'
import { defaultModel } from '../../../shared/contract/engine.ts'
import { networkTraits } from '../../../shared/contract/model.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import { requireFullPath } from '../files/require-full-path.ts'
import type { Library } from '../library/index.ts'
import { removeModel, renameModel, setStrength } from './edit-model.ts'
import { exportModelInto } from './export.ts'
import { importModel } from './install.ts'
import type { ModelChanges } from './model-changes.ts'
import { type InstalledModel, listModels } from './registry.ts'

/** Calls about models. */
export function modelHandlers({
  library: { settings },
  models: { make, alone },
  events,
}: {
  library: Library
  models: ModelChanges
  events: AppEventHub
}) {
  return {
    'models.list': async () => ({ models: (await listModels()).models.map(shown) }),
    'models.strength': async ({ id, strength }) => {
      await make(() => setStrength(id, strength))
      return {}
    },
    'models.rename': async ({ id, title }) => {
      await make(() => renameModel(id, title))
      return {}
    },
    'models.remove': async ({ id }) => {
      await make(() => removeModel(id))
      if (settings.all().model === id) {
        settings.change({ model: defaultModel })
        events.tell('settings.changed', settings.all())
      }
      return {}
    },
    'models.export': async ({ id, folder }) => {
      requireFullPath(folder)
      return { path: await alone(() => exportModelInto(id, folder)) }
    },
    'models.import': async ({ path }) => ({ id: (await make(() => importModel(path))).file.id }),
  } satisfies Partial<Handlers<AppContract>>
}

function shown({ shipped, file, weightsHash: weights }: InstalledModel): Model {
  const { id, title, revision, licence, network, tuned = null } = file
  const { likeness, tunable } = networkTraits[network.type]
  return { id, title, revision, shipped, licence, weights, likeness, tunable, tuned }
}

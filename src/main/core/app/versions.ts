import type { AppContract } from '../../../shared/contract/app.ts'
import type { Version } from '../../../shared/contract/library.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { StoredVersion } from '../library/index.ts'
import type { Batches } from './batches.ts'
import { modelFor } from './colours.ts'
import type { AppContext } from './context.ts'

/** Calls about versions. */
export function versionHandlers(
  { library: { versions, photos }, colours, files, events }: AppContext,
  batches: Batches,
) {
  const changed = (photo: number): Record<string, never> => {
    events.photosChanged([photo])
    return {}
  }
  return {
    'versions.list': ({ photo }) => ({ versions: versions.of(photo).map(shown) }),
    'versions.ab': async ({ id }) => ({ ab: await colours.of(id) }),
    'versions.create': async ({ photo, hash, name, recipe, weights, ab }) => {
      const { origin: now } = await modelFor(recipe.model)
      const origin = { ...now, ...(weights !== undefined && { weights }) }
      files.requireSame({ ...photos.file(photo), hash })
      const version = versions.add({ photo, name, recipe, ab, origin })
      changed(photo)
      return shown(version)
    },
    'versions.select': async ({ id }) => {
      const { photo, stale } = versions.get(id)
      if (stale) await colours.of(id)
      versions.makeCurrent(id)
      return changed(photo)
    },
    'versions.adjust': ({ id, adjustments }) => {
      versions.setAdjustments(id, adjustments)
      const version = versions.get(id)
      changed(version.photo)
      return shown(version)
    },
    'versions.delete': ({ id }) => {
      const { photo } = versions.get(id)
      versions.remove(id)
      return changed(photo)
    },
    'versions.copy': ({ from, to }) => {
      const { photo, recipe } = versions.get(from)
      const others = [...new Set(to)].filter((id) => id !== photo)
      if (others.length === 0) return { batch: null }
      const tasks = others.map((id) => ({
        ...{ kind: 'colorize' as const, photo: id, recolour: true },
        recipe: { ...recipe, hints: [] },
      }))
      return { batch: batches.start('colorize', photos.detail(photo).name, tasks) }
    },
  } satisfies Partial<Handlers<AppContract>>
}

function shown({ id, photo, name, map, recipe, origin, created, current }: StoredVersion): Version {
  return { id, photo, name, map, recipe, weights: origin.weights, created, current }
}

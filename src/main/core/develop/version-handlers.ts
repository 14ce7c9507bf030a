import type { AppContract } from '../../../shared/contract/app.ts'
import type { Version } from '../../../shared/contract/library.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppContext } from '../app/context.ts'
import type { Batches } from '../batches/batches.ts'
import { originOf } from '../colorize/colours.ts'
import type { ActId, StoredVersion } from '../library/index.ts'

/** Calls about versions. */
export function versionHandlers({ library, colours, files, events }: AppContext, batches: Batches) {
  const { versions, photos, drafts } = library
  const changed = (photo: number): Record<string, never> => {
    events.photosChanged([photo])
    return {}
  }
  const act = (photo: number, work: () => void): { act: ActId } => {
    const { act } = library.acts.record(work)
    changed(photo)
    return { act }
  }
  return {
    'versions.list': ({ photo }) => ({ versions: versions.of(photo).map(shown) }),
    'versions.ab': async ({ id }) => ({ ab: await colours.of(id) }),
    'versions.create': async ({ photo, hash, name, recipe, weights, ab, parent, draft }) => {
      const origin = await originOf(recipe.model, weights, versions.of(photo))
      files.requireSame({ ...photos.file(photo), hash })
      const version = library.transaction(() => {
        if (draft) drafts.remove(draft)
        const given = { photo, name, recipe, ab, origin, ...(parent !== undefined && { parent }) }
        return versions.add({ ...given, byHand: true })
      })
      changed(photo)
      return shown(version)
    },
    'versions.select': async ({ id }) => {
      const { photo, stale } = versions.get(id)
      if (stale) await colours.of(id)
      versions.makeCurrent(id)
      return changed(photo)
    },
    'versions.rename': ({ id, name }) => {
      const { photo } = versions.get(id)
      return act(photo, () => versions.rename(id, name))
    },
    'versions.delete': ({ id }) => {
      const { photo } = versions.get(id)
      return act(photo, () => versions.remove(id))
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

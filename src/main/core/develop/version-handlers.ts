import type { AppContract } from '../../../shared/contract/app.ts'
import type { Version } from '../../../shared/contract/library.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { originOf } from '../colorize/used-model.ts'
import type { VersionColours } from '../colorize/version-colours.ts'
import type { AppEventHub } from '../events.ts'
import type { BatchStarter } from '../jobs/batch-starter.ts'
import type { ActId, Library, StoredVersion } from '../library/index.ts'
import type { CurrentFiles } from '../photos/current-files.ts'

export interface VersionsContext {
  library: Library
  colours: VersionColours
  files: CurrentFiles
  events: AppEventHub
}

/** Calls about versions. */
export function versionHandlers({ library, colours, files, events }: VersionsContext, batches: BatchStarter) {
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

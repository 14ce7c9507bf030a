import { resolve } from 'node:path'
import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppContext } from './context.ts'
import type { WatchedFolders } from './watched-folders.ts'

/** Calls about albums, folders and tags. */
export function placeHandlers({ library, events }: AppContext, watched: WatchedFolders) {
  const { albums, folders, tags } = library
  const changed = (): Record<string, never> => {
    events.placesChanged()
    return {}
  }
  return {
    'albums.list': () => ({ albums: albums.list() }),
    'albums.create': ({ name }) => {
      const id = albums.create(name)
      changed()
      return { id, name, photos: 0 }
    },
    'albums.rename': ({ id, name }) => {
      albums.rename(id, name)
      return changed()
    },
    'albums.delete': ({ id }) => {
      albums.remove(id)
      return changed()
    },
    'albums.photos': ({ id, ids, on }) => {
      if (on) albums.addPhotos(id, ids)
      else albums.removePhotos(id, ids)
      events.photosChanged(ids)
      return changed()
    },
    'folders.list': () => ({ folders: folders.list() }),
    'folders.watch': ({ path, watched: on }) => {
      const folder = resolve(path)
      folders.watch(folder, on)
      if (on) watched.add(folder)
      else watched.remove(folder)
      return changed()
    },
    'tags.list': () => ({ tags: tags.list() }),
  } satisfies Partial<Handlers<AppContract>>
}

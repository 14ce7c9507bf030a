import { resolve } from 'node:path'
import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { ActId, Library } from '../library/index.ts'

/**
 * Calls about albums, folders and tags.
 * @param onWatched told when a folder begins or ceases to be watched
 */
export function albumHandlers(
  { library, events }: { library: Library; events: AppEventHub },
  onWatched: () => void,
) {
  const { acts, albums, folders, tags } = library
  const act = (work: () => void): { act: ActId } => {
    const { act } = acts.record(work)
    events.placesChanged()
    return { act }
  }
  return {
    'albums.list': () => ({ albums: albums.list() }),
    'albums.create': ({ name, ids = [] }) => {
      const { act, result: id } = acts.record(() => {
        const album = albums.create(name)
        albums.addPhotos(album, ids)
        return album
      })
      events.photosChanged(ids)
      events.placesChanged()
      return { ...albums.get(id), act }
    },
    'albums.rename': ({ id, name }) => act(() => albums.rename(id, name)),
    'albums.delete': ({ id }) => act(() => albums.remove(id)),
    'albums.photos': ({ id, ids, on }) => {
      events.photosChanged(ids)
      return act(() => (on ? albums.addPhotos(id, ids) : albums.removePhotos(id, ids)))
    },
    'folders.list': () => ({ folders: folders.list() }),
    'folders.watch': ({ path, watched: on }) => {
      const answer = act(() => folders.watch(resolve(path), on))
      onWatched()
      return answer
    },
    'tags.list': () => ({ tags: tags.list() }),
  } satisfies Partial<Handlers<AppContract>>
}

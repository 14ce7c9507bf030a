import type { AppContract } from '../../../shared/contract/app.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { ActId, Cursor, Library } from '../library/index.ts'

/** Calls about photos. */
export function photoHandlers({
  library: { acts, photos, tags },
  events,
}: {
  library: Library
  events: AppEventHub
}) {
  const act = (ids: number[], work: () => void): { act: ActId } => {
    const { act } = acts.record(work)
    events.photosChanged(ids)
    return { act }
  }
  return {
    'photos.page': ({ query, after, limit }) => {
      const page = photos.page(query, {
        limit,
        ...(after !== undefined && { after: readCursor(after) }),
      })
      const isLast = page.photos.length < limit
      return {
        photos: page.photos,
        next: page.end && !isLast ? JSON.stringify([page.end.key, page.end.id]) : null,
        total: photos.count(query),
      }
    },
    'photos.months': ({ query }) => ({
      months: photos.dateGroups(query).map((group) => ({ ...group, month: group.month || null })),
    }),
    'photos.get': ({ id }) => photos.detail(id),
    'photos.ids': ({ query }) => ({ ids: photos.ids(query) }),
    'photos.favourite': ({ ids, favourite }) => act(ids, () => photos.setFavourite(ids, favourite)),
    'photos.date': ({ ids, taken }) => act(ids, () => photos.setTaken(ids, taken)),
    'photos.caption': ({ id, caption }) => act([id], () => photos.setCaption([id], caption)),
    'photos.tag': ({ ids, tag, on }) => {
      events.placesChanged()
      return act(ids, () => (on ? tags.add(tag, ids) : tags.remove(tag, ids)))
    },
    'photos.remove': ({ ids, removed }) => {
      events.placesChanged()
      return act(ids, () => (removed ? photos.remove(ids) : photos.restore(ids)))
    },
  } satisfies Partial<Handlers<AppContract>>
}

/** @throws `bad-request` for what no page of ours ended with. */
function readCursor(text: string): Cursor {
  try {
    const [key, id] = JSON.parse(text) as unknown[]
    if ((typeof key === 'string' || typeof key === 'number') && typeof id === 'number') return { key, id }
  } catch {
    // Not even JSON.
  }
  throw new TintypeError('bad-request', 'This is no place in the list of photos.')
}

import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { Library } from '../library/index.ts'

/** Calls about drafts. */
export function draftHandlers({
  library: { acts, drafts, maps },
  events,
}: {
  library: Library
  events: AppEventHub
}) {
  return {
    'drafts.list': ({ photo }) => ({ drafts: drafts.of(photo) }),
    'drafts.among': ({ ids }) => ({ photos: drafts.among(ids) }),
    'drafts.ab': ({ id }) => {
      const map = drafts.find(id)?.map
      const stored = map ? maps.get(map) : undefined
      return { ab: stored?.state === 'present' ? stored.ab : null }
    },
    'drafts.save': ({ draft: known, ...given }) => {
      const draft = drafts.save({ ...given, ...(known && { draft: known }) })
      if (!draft) return { state: 'outdated' }
      events.photosChanged([draft.photo])
      return { state: 'saved', draft }
    },
    'drafts.discard': (known) => {
      const draft = drafts.find(known.id)
      const { act } = acts.record(() => drafts.remove(known))
      if (draft) events.photosChanged([draft.photo])
      return { act }
    },
  } satisfies Partial<Handlers<AppContract>>
}

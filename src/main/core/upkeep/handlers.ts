import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { Library, Opening } from '../library/index.ts'
import type { PictureCache } from '../pictures/cache.ts'

const notices = {
  opened: null,
  created: null,
  restored: 'restored-from-backup',
  'started-anew': 'restored-empty',
} as const satisfies Record<Opening['how'], string | null>

/**
 * Calls about the library as a whole.
 * @param onUndone told after an act was undone
 */
export function upkeepHandlers(
  { library, cache, events }: { library: Library; cache: PictureCache; events: AppEventHub },
  onUndone: () => void,
) {
  const opened = () => ({ folder: library.layout.folder, error: null, backups: [], canStartEmpty: false })
  return {
    'opening.state': opened,
    // It is open already.
    'opening.try': opened,
    'library.undo': ({ act }) => {
      const undone = library.acts.undo(act)
      onUndone()
      events.photosChanged(undone.photos)
      events.placesChanged()
      return { act: undone.act }
    },
    'library.info': async () => ({
      folder: library.layout.folder,
      ...library.photos.size(),
      cacheBytes: await cache.bytes(),
      notice: notices[library.opening.how],
      backup: library.opening.backup ?? null,
      setAside: library.opening.setAside ?? null,
    }),
  } satisfies Partial<Handlers<AppContract>>
}

import { useTranslation } from 'react-i18next'
import { usualAdjustments } from '../../../shared/recipe.ts'
import { useActs } from '../../lib/actions/use-acts.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { useSettings } from '../../lib/queries/use-settings.ts'
import { nothingSelected } from '../../lib/workspace/selection.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'

/** What can be done to several photos at once. */
export function usePhotoActions() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { act, colour } = useActs()
  const { select } = useWorkspace()
  const settings = useSettings()

  const setRemoved = async (ids: number[], removed: boolean) => {
    const answer = await client['photos.remove']({ ids, removed })
    select(nothingSelected)
    return answer
  }
  return {
    colour: (ids: number[]) =>
      colour(
        () => {
          const { model, size } = settings
          const recipe = { model, size, adjustments: usualAdjustments }
          // One photo is meant as it is; of many, those in colour already are left alone and counted.
          return client['colorize.start']({ ids, recipe, recolour: ids.length === 1 })
        },
        t('selection.colouring', { count: ids.length }),
      ),
    favourite: (ids: number[], favourite: boolean) =>
      act(() => client['photos.favourite']({ ids, favourite })),
    remove: (ids: number[]) =>
      act(() => setRemoved(ids, true), t('selection.removed', { count: ids.length })),
    restore: (ids: number[]) =>
      act(() => setRemoved(ids, false), t('selection.restored', { count: ids.length })),
    toAlbum: (ids: number[], { id, name }: { id: number; name: string }) =>
      act(() => client['albums.photos']({ id, ids, on: true }), t('selection.addedToAlbum', { name })),
    toNewAlbum: (ids: number[], name: string) =>
      act(() => client['albums.create']({ name, ids }), t('selection.addedToAlbum', { name })),
    date: (ids: number[], taken: string | null) =>
      act(() => client['photos.date']({ ids, taken }), t('selection.dated', { count: ids.length })),
    tag: (ids: number[], tag: string) =>
      act(() => client['photos.tag']({ ids, tag, on: true }), t('selection.tagged', { name: tag })),
  }
}

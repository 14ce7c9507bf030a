import { useTranslation } from 'react-i18next'
import { adjustmentsSchema } from '../../../shared/contract/library.ts'
import { useHost } from '../../lib/host-context.tsx'
import { useNotify } from '../../lib/notices.tsx'
import { useSettings } from '../../lib/queries/whole.ts'
import { nothingSelected } from '../../lib/selection.ts'
import { useWorkspace } from '../../lib/workspace.tsx'

/** What can be done to several photos at once. */
export function usePhotoActions() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const { select } = useWorkspace()
  const settings = useSettings()

  const setRemoved = async (ids: number[], removed: boolean) => {
    await client['photos.remove']({ ids, removed })
    select(nothingSelected)
  }
  return {
    colour: (ids: number[]) =>
      attempt(async () => {
        const recipe = {
          model: settings.model,
          size: settings.size,
          adjustments: adjustmentsSchema.parse({}),
        }
        // One photo is meant as it is; of many, those in colour already are left alone and counted.
        await client['colorize.start']({ ids, recipe, recolour: ids.length === 1 })
        say(t('selection.colouring', { count: ids.length }))
      }),
    favourite: (ids: number[], favourite: boolean) =>
      attempt(() => client['photos.favourite']({ ids, favourite })),
    remove: (ids: number[]) =>
      attempt(async () => {
        await setRemoved(ids, true)
        say(t('selection.removed', { count: ids.length }), {
          label: t('common.undo'),
          run: () => attempt(() => setRemoved(ids, false)),
        })
      }),
    restore: (ids: number[]) =>
      attempt(async () => {
        await setRemoved(ids, false)
        say(t('selection.restored', { count: ids.length }))
      }),
    toAlbum: (ids: number[], album: { id: number; name: string }) =>
      attempt(async () => {
        await client['albums.photos']({ id: album.id, ids, on: true })
        say(t('selection.addedToAlbum', { name: album.name }), {
          label: t('common.undo'),
          run: () => attempt(() => client['albums.photos']({ id: album.id, ids, on: false })),
        })
      }),
    toNewAlbum: (ids: number[], name: string) =>
      attempt(async () => {
        const album = await client['albums.create']({ name })
        await client['albums.photos']({ id: album.id, ids, on: true })
        say(t('selection.addedToAlbum', { name }))
      }),
    tag: (ids: number[], tag: string) =>
      attempt(async () => {
        await client['photos.tag']({ ids, tag, on: true })
        say(t('selection.tagged', { name: tag }), {
          label: t('common.undo'),
          run: () => attempt(() => client['photos.tag']({ ids, tag, on: false })),
        })
      }),
  }
}

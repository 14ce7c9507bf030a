import { useTranslation } from 'react-i18next'
import type { Palette, PaletteColour } from '../../../shared/contract/palette.ts'
import { useNotify } from '../../ui/notices.tsx'
import { useHost } from '../host/host-context.tsx'
import { useChangeSettings } from '../queries/use-settings.ts'
import { useUsualFolder } from '../use-usual-folder.ts'
import { useActs } from './use-acts.ts'

/** What can be done with palettes; all but export comes back by Undo. */
export function usePaletteActions() {
  const { t } = useTranslation()
  const { client, files } = useHost()
  const { act } = useActs()
  const { attempt, say } = useNotify()
  const changeSettings = useChangeSettings()
  const usualFolder = useUsualFolder()
  /** The newest palette is the one that is wanted next. */
  const atHand = (made: () => Promise<Palette & { act: number | null }>) => async () => {
    const palette = await made()
    changeSettings({ palette: palette.id })
    return palette
  }
  return {
    create: (name: string, colours: PaletteColour[]) =>
      act(
        atHand(() => client['palettes.create']({ name, colours })),
        t('palettes.made', { name }),
      ),
    rename: ({ id }: Palette, name: string) => act(() => client['palettes.change']({ id, name })),
    setColours: ({ id }: Palette, colours: PaletteColour[], text: string) =>
      act(() => client['palettes.change']({ id, colours }), text),
    remove: ({ id, name }: Palette) =>
      act(() => client['palettes.delete']({ id }), t('palettes.deleted', { name })),
    exportPalette: ({ id }: Palette) =>
      attempt(async () => {
        const folder = files.chooseDestination ? await files.chooseDestination() : usualFolder
        if (folder === undefined) return
        const { path } = await client['palettes.export']({ id, folder })
        say(t('palettes.exported', { path }))
      }),
    importPalette: () =>
      attempt(async () => {
        const text = await files.readPalette()
        if (text !== undefined)
          act(
            atHand(() => client['palettes.import']({ text })),
            t('palettes.imported'),
          )
      }),
  }
}

import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { mostPaletteColours, type Palette, type PaletteColour } from '../../../shared/contract/palette.ts'
import { useNotify } from '../../ui/notices.tsx'
import { isSameGiven } from '../colours/given-colour.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from '../queries/query-keys.ts'
import { useChangeSettings } from '../queries/use-settings.ts'
import { useUsualFolder } from '../use-usual-folder.ts'
import { useActs } from './use-acts.ts'

/** What can be done with palettes; all but export comes back by Undo. */
export function usePaletteActions() {
  const { t } = useTranslation()
  const { client, files } = useHost()
  const cache = useQueryClient()
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
  /** At once on the screen: the next step begins with what the last one left. */
  const setColours = ({ id }: Palette, colours: PaletteColour[], text?: string) => {
    cache.setQueryData<readonly Palette[]>(keys.palettes, (known) =>
      known?.map((palette) => (palette.id === id ? { ...palette, colours } : palette)),
    )
    const change = () => client['palettes.change']({ id, colours })
    const askAnew = () => cache.invalidateQueries({ queryKey: keys.palettes })
    act(() => change().catch((thrown: unknown) => askAnew().then(() => Promise.reject(thrown))), text)
  }
  return {
    create: (name: string, colours: PaletteColour[]) =>
      act(
        atHand(() => client['palettes.create']({ name, colours })),
        t('palettes.made', { name }),
      ),
    rename: ({ id, name: former }: Palette, name: string) =>
      act(() => client['palettes.change']({ id, name }), t('palettes.renamed', { former, name })),
    setColours,
    /** Puts colours below those that a palette has, but for those that it has already. */
    add: (palette: Palette, colours: readonly PaletteColour[]) => {
      const { name } = palette
      const others = colours.filter((colour) => !palette.colours.some((one) => isSameGiven(one, colour)))
      const all = [...palette.colours, ...others]
      if (others.length === 0) return say(t('palettes.thereAlready', { name }))
      if (all.length > mostPaletteColours) return say(t('palettes.full', { name, most: mostPaletteColours }))
      setColours(palette, all, t('palettes.added', { name, count: others.length }))
    },
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

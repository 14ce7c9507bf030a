import { SwatchBook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  longestPaletteName,
  mostPaletteColours,
  type PaletteColour,
} from '../../../shared/contract/palette.ts'
import { usePaletteActions } from '../../lib/actions/use-palette-actions.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { useNotify } from '../../ui/notices.tsx'

/** Makes a palette of the hints of these photos. */
export function PaletteButton({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const { create } = usePaletteActions()
  const [colours, setColours] = useState<PaletteColour[]>()
  const gather = () =>
    attempt(async () => {
      const found = await client['palettes.gather']({ photos: ids })
      if (found.colours.length === 0) return say(t('palettes.noHints'))
      setColours(found.colours.slice(0, mostPaletteColours))
    })
  return (
    <>
      <IconButton label={t('selection.palette')} icon={SwatchBook} onClick={gather} />
      {colours && (
        <NameDialog
          title={t('palettes.new')}
          label={t('palettes.name')}
          action={t('common.create')}
          longest={longestPaletteName}
          onName={(name) => create(name, colours)}
          onClose={() => setColours(undefined)}
        />
      )}
    </>
  )
}

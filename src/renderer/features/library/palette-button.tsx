import { SwatchBook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaletteColour } from '../../../shared/contract/palette.ts'
import { NewPalette } from '../../lib/colours/new-palette.tsx'
import { useHost } from '../../lib/host/host-context.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNotify } from '../../ui/notices.tsx'

/** Makes a palette of the hints of these photos. */
export function PaletteButton({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const [colours, setColours] = useState<PaletteColour[]>()
  const gather = () =>
    attempt(async () => {
      const found = await client['palettes.gather']({ photos: ids })
      if (found.colours.length === 0) return say(t('palettes.noHints'))
      setColours(found.colours)
    })
  return (
    <>
      <IconButton label={t('selection.palette')} icon={SwatchBook} onClick={gather} />
      {colours && <NewPalette colours={colours} onClose={() => setColours(undefined)} />}
    </>
  )
}

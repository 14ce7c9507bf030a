import { SwatchBook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coloursOfHints } from '../../../../shared/colours-of-hints.ts'
import type { Hint } from '../../../../shared/contract/engine.ts'
import { NewPalette } from '../../../lib/colours/new-palette.tsx'
import { Button } from '../../../ui/button.tsx'
import { PalettesDialog } from './palettes-dialog.tsx'

/** The way from a photo's hints to a palette, and to all palettes. */
export function HintPalettes({ hints }: { hints: readonly Hint[] }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<'name' | 'all'>()
  const colours = coloursOfHints(hints)
  const close = () => setOpened(undefined)
  return (
    <>
      {colours.length > 0 && (
        <Button icon={SwatchBook} onClick={() => setOpened('name')}>
          {t('palettes.fromHints')}
        </Button>
      )}
      <Button onClick={() => setOpened('all')}>{t('palettes.open')}</Button>
      {opened === 'name' && <NewPalette colours={colours} onClose={close} />}
      {opened === 'all' && <PalettesDialog onClose={close} />}
    </>
  )
}

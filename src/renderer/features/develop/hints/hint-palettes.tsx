import { SwatchBook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coloursOfHints } from '../../../../shared/colours-of-hints.ts'
import type { Hint } from '../../../../shared/contract/engine.ts'
import { longestPaletteName, mostPaletteColours } from '../../../../shared/contract/palette.ts'
import { usePaletteActions } from '../../../lib/actions/use-palette-actions.ts'
import { Button } from '../../../ui/button.tsx'
import { NameDialog } from '../../../ui/name-dialog.tsx'
import { PalettesDialog } from './palettes-dialog.tsx'

/** The way from a photo's hints to a palette, and to all palettes. */
export function HintPalettes({ hints }: { hints: readonly Hint[] }) {
  const { t } = useTranslation()
  const { create } = usePaletteActions()
  const [opened, setOpened] = useState<'name' | 'all'>()
  const colours = coloursOfHints(hints).slice(0, mostPaletteColours)
  const close = () => setOpened(undefined)
  return (
    <>
      {colours.length > 0 && (
        <Button icon={SwatchBook} onClick={() => setOpened('name')}>
          {t('palettes.fromHints')}
        </Button>
      )}
      <Button onClick={() => setOpened('all')}>{t('palettes.open')}</Button>
      {opened === 'name' && (
        <NameDialog
          title={t('palettes.new')}
          label={t('palettes.name')}
          action={t('common.create')}
          longest={longestPaletteName}
          onName={(name) => create(name, colours)}
          onClose={close}
        />
      )}
      {opened === 'all' && <PalettesDialog onClose={close} />}
    </>
  )
}

import { useTranslation } from 'react-i18next'
import {
  longestPaletteName,
  mostPaletteColours,
  type PaletteColour,
} from '../../../shared/contract/palette.ts'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { usePaletteActions } from '../actions/use-palette-actions.ts'

/** Asks for the name of a palette of these colours, and makes it. */
export function NewPalette({ colours, onClose }: { colours: readonly PaletteColour[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { create } = usePaletteActions()
  return (
    <NameDialog
      title={t('palettes.new')}
      label={t('palettes.name')}
      action={t('common.create')}
      longest={longestPaletteName}
      onName={(name) => create(name, colours.slice(0, mostPaletteColours))}
      onClose={onClose}
    />
  )
}

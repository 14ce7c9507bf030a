import { FileInput, Pencil, Share, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestPaletteName, type Palette } from '../../../../shared/contract/palette.ts'
import { usePaletteActions } from '../../../lib/actions/use-palette-actions.ts'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NameDialog } from '../../../ui/name-dialog.tsx'
import panel from '../panels/panels.module.css'
import { PaletteColours } from './palette-colours.tsx'
import styles from './palettes-dialog.module.css'

/** All palettes: to rename, edit, share and delete. */
export function PalettesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const palettes = usePalettes()
  const { importPalette } = usePaletteActions()
  return (
    <Dialog calm title={t('palettes.title')} onClose={onClose}>
      <div className={styles.content}>
        {palettes.length === 0 && <p className={panel.quiet}>{t('palettes.none')}</p>}
        {palettes.map((palette) => (
          <OnePalette key={palette.id} palette={palette} />
        ))}
        <div className={panel.buttons}>
          <Button icon={FileInput} onClick={importPalette}>
            {t('palettes.import')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function OnePalette({ palette }: { palette: Palette }) {
  const { t } = useTranslation()
  const { rename, remove, exportPalette } = usePaletteActions()
  const [isRenaming, setRenaming] = useState(false)
  const { name } = palette
  return (
    <section aria-label={name}>
      <div className={panel.line}>
        <h3 className={panel.grow}>{name}</h3>
        <IconButton label={t('palettes.rename', { name })} icon={Pencil} onClick={() => setRenaming(true)} />
        <IconButton
          label={t('palettes.export', { name })}
          icon={Share}
          onClick={() => exportPalette(palette)}
        />
        <IconButton label={t('palettes.delete', { name })} icon={Trash2} onClick={() => remove(palette)} />
      </div>
      <PaletteColours palette={palette} />
      {isRenaming && (
        <NameDialog
          title={t('palettes.renameTitle')}
          label={t('palettes.name')}
          action={t('common.rename')}
          initial={name}
          longest={longestPaletteName}
          onName={(next) => rename(palette, next)}
          onClose={() => setRenaming(false)}
        />
      )}
    </section>
  )
}

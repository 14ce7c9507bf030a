import { FileInput, Pencil, Share, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { painted } from '../../../../shared/colour/adjust.ts'
import { longestPaletteName, type Palette } from '../../../../shared/contract/palette.ts'
import { usualAdjustments } from '../../../../shared/recipe.ts'
import { usePaletteActions } from '../../../lib/actions/use-palette-actions.ts'
import { cssColour } from '../../../lib/colours/css-colour.ts'
import { useWordsOfEach } from '../../../lib/colours/use-colour-words.ts'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NameDialog } from '../../../ui/name-dialog.tsx'
import panel from '../panels/panels.module.css'
import styles from './palettes-dialog.module.css'

/** L* of a colour that lies on no photo. */
const shownAt = 60

/** All palettes: to rename, thin out, share and delete. */
export function PalettesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const palettes = usePalettes()
  const { importPalette } = usePaletteActions()
  return (
    <Dialog title={t('palettes.title')} onClose={onClose}>
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
  const { rename, remove, exportPalette, setColours } = usePaletteActions()
  const [isRenaming, setRenaming] = useState(false)
  const { name, colours } = palette
  const words = useWordsOfEach()(colours)
  const without = (gone: number) =>
    setColours(palette, colours.toSpliced(gone, 1), t('palettes.colourRemoved', { name: words[gone] }))
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
      <ul className={styles.colours}>
        {colours.map((colour, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: colours have their order, and names may be alike
          <li key={index} className={panel.line}>
            <span
              className={panel.swatch}
              style={{ background: cssColour(painted([shownAt, colour.a, colour.b], usualAdjustments)) }}
            />
            <span className={panel.grow}>{words[index]}</span>
            {colours.length > 1 && (
              <IconButton
                label={t('palettes.removeColour', { name: words[index], palette: name })}
                icon={X}
                onClick={() => without(index)}
              />
            )}
          </li>
        ))}
      </ul>
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

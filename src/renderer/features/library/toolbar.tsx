import { ArrowDownWideNarrow, ArrowUpNarrowWide, CheckCheck, Palette, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sortOrders } from '../../../shared/contract/library.ts'
import { useImport } from '../../lib/actions/use-import.ts'
import { useChangeSettings, useSettings } from '../../lib/queries/use-settings.ts'
import { useStore } from '../../lib/store.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Select } from '../../ui/select.tsx'
import { inColourStore } from './in-colour.ts'
import styles from './library-room.module.css'
import { useSelectAll } from './use-select-all.ts'

export function Toolbar() {
  const { t } = useTranslation()
  const { query, look } = useWorkspace()
  const selectAll = useSelectAll()
  const [inColour, setInColour] = useStore(inColourStore)
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('library.photos')}>
      <AddMenu />
      <span className={styles.spacer} />
      <IconButton label={t('selection.all')} keys="Ctrl A" icon={CheckCheck} onClick={selectAll} />
      <IconButton
        label={t('library.inColour')}
        icon={Palette}
        aria-pressed={inColour}
        onClick={() => setInColour(!inColour)}
      />
      <Select
        bare
        label={t('library.sort')}
        value={query.sort}
        options={sortOrders.map((value) => ({ value, label: t(`library.sorts.${value}`) }))}
        // Names are looked for from A on, dates from the newest.
        onChange={(sort) => look({ sort, descending: sort !== 'name' })}
      />
      <IconButton
        label={t(query.descending ? 'library.newestFirst' : 'library.oldestFirst')}
        icon={query.descending ? ArrowDownWideNarrow : ArrowUpNarrowWide}
        onClick={() => look({ descending: !query.descending })}
      />
      <SizeSlider />
    </div>
  )
}

function AddMenu() {
  const { t } = useTranslation()
  const { addFiles, addFolder } = useImport()
  const button = (action?: () => void) => (
    <Button icon={Plus} onClick={action}>
      {t('library.add')}
    </Button>
  )
  if (!addFolder) return button(addFiles)
  return (
    <Menu trigger={button()}>
      <MenuItem onSelect={addFiles}>{t('library.addPhotos')}</MenuItem>
      <MenuItem onSelect={addFolder}>{t('library.addFolder')}</MenuItem>
    </Menu>
  )
}

/** How long the slider rests before the size is worth keeping, ms. */
const rest = 400

function SizeSlider() {
  const { t } = useTranslation()
  const { gridHeight } = useSettings()
  const change = useChangeSettings()
  const [height, setHeight] = useState(gridHeight)
  useEffect(() => setHeight(gridHeight), [gridHeight])
  useEffect(() => {
    if (height === gridHeight) return
    const timer = setTimeout(() => change({ gridHeight: height }), rest)
    return () => clearTimeout(timer)
  }, [height, gridHeight, change])
  return (
    <input
      type="range"
      className={styles.size}
      aria-label={t('library.size')}
      title={t('library.size')}
      min={80}
      max={480}
      step={20}
      value={height}
      onChange={({ target }) => setHeight(Number(target.value))}
    />
  )
}

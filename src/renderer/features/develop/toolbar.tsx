import { ArrowLeft, Eye, Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/format.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Select } from '../../ui/select.tsx'
import { type Comparison, compareModes } from './canvas/compare.ts'
import type { ViewControl } from './canvas/use-view.ts'
import styles from './develop-room.module.css'
import type { KeptVersion } from './development/past-weights.ts'
import { HintTools } from './hints/hint-tools.tsx'
import type { Tools } from './hints/use-tools.ts'

interface ToolbarProps {
  control: ViewControl
  tools: Tools
  comparison: Comparison
  compare: (change: Partial<Comparison>) => void
  versions: readonly KeptVersion[]
}

const zoomStep = 1.5

export function Toolbar({ control, tools, comparison, compare, versions }: ToolbarProps) {
  const { t } = useTranslation()
  const { go } = useWorkspace()
  const formats = useFormats()
  const { view, fitted, toFit, zoomTo } = control
  const full = 1 / devicePixelRatio
  const percent = formats.number((view.scale / full) * 100)
  const hold = (held: boolean) => () => compare({ held })
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('rooms.develop')}>
      <IconButton label={t('develop.toLibrary')} keys="G" icon={ArrowLeft} onClick={() => go('library')} />
      <IconButton label={t('develop.fit')} keys="Z" icon={Maximize} aria-pressed={fitted} onClick={toFit} />
      <Button aria-pressed={!fitted && view.scale === full} onClick={() => zoomTo(full)}>
        {t('develop.full')}
      </Button>
      <IconButton label={t('develop.zoomOut')} icon={ZoomOut} onClick={() => zoomTo(view.scale / zoomStep)} />
      <IconButton label={t('develop.zoomIn')} icon={ZoomIn} onClick={() => zoomTo(view.scale * zoomStep)} />
      <output className={styles.zoom} aria-label={t('develop.zoom', { percent })}>
        {t('develop.percent', { percent })}
      </output>
      <span className={styles.spacer} />
      <HintTools tools={tools} />
      <span className={styles.spacer} />
      <Choice
        label={t('develop.compare')}
        value={comparison.mode}
        options={compareModes.map((value) => ({ value, label: t(`develop.compareModes.${value}`) }))}
        onChange={(mode) => compare({ mode })}
      />
      {comparison.mode !== 'off' && versions.length > 0 && (
        <Select
          bare
          label={t('develop.against')}
          value={`${comparison.against ?? ''}`}
          options={[
            { value: '', label: t('develop.original') },
            ...versions.map(({ id, name }) => ({ value: `${id}`, label: name })),
          ]}
          onChange={(id) => compare({ against: id === '' ? undefined : Number(id) })}
        />
      )}
      <IconButton
        label={t('develop.hold')}
        keys="O"
        icon={Eye}
        aria-pressed={comparison.held}
        onPointerDown={hold(true)}
        onPointerUp={hold(false)}
        onPointerLeave={hold(false)}
        onKeyDown={({ key }) => key === ' ' && compare({ held: true })}
        onKeyUp={hold(false)}
        onBlur={hold(false)}
      />
    </div>
  )
}

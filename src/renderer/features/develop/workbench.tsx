import { Palette } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoDetail } from '../../../shared/contract/library.ts'
import { useNotify } from '../../lib/notices.tsx'
import { useHeldKey, useKeys } from '../../lib/use-keys.ts'
import { useSize } from '../../lib/use-size.ts'
import { Button } from '../../ui/button.tsx'
import { ColourPanel } from './colour-panel.tsx'
import { type Comparison, compareModes, paneSize } from './compare.ts'
import styles from './develop-room.module.css'
import { HintsPanel } from './hints-panel.tsx'
import { InfoPanel } from './info-panel.tsx'
import type { KeptVersion, OpenableDraft } from './past-weights.ts'
import { PhotoCanvas } from './photo-canvas.tsx'
import { Toolbar } from './toolbar.tsx'
import { useDevelopment } from './use-development.ts'
import { useElsewhere } from './use-elsewhere.ts'
import { useHints } from './use-hints.ts'
import { useView } from './use-view.ts'
import { VariantsPanel } from './variants-panel.tsx'
import { VersionsPanel } from './versions-panel.tsx'

interface WorkbenchProps {
  photo: PhotoDetail
  versions: readonly KeptVersion[]
  drafts: readonly OpenableDraft[]
}

/** A photo with its tools. */
export function Workbench({ photo, versions, drafts }: WorkbenchProps) {
  const { t } = useTranslation()
  const { attempt } = useNotify()
  const development = useDevelopment(photo, versions, drafts)
  const shared = useElsewhere(versions, drafts)
  const hints = useHints(development)
  const [comparison, setComparison] = useState<Comparison>({ mode: 'off', divider: 0.5, held: false })
  const compare = (change: Partial<Comparison>) => setComparison((known) => ({ ...known, ...change }))
  // A version that was deleted is compared with no longer.
  const against = versions.some(({ id }) => id === comparison.against) ? comparison.against : undefined
  const compared = { ...comparison, against }
  const stage = useRef<HTMLDivElement>(null)
  const size = useSize(stage)
  const control = useView(photo, paneSize(size, comparison.mode))
  const { undo, redo, recipe, basis, set, colours } = development

  useKeys('mod+z', () => undo?.(), { preventDefault: true })
  useKeys('mod+shift+z, mod+y', () => redo?.(), { preventDefault: true })
  useKeys('mod+s', () => attempt(() => development.keep()), { preventDefault: true, whileTyping: true })
  useKeys('z', () => (control.fitted ? control.zoomTo(1 / devicePixelRatio) : control.toFit()))
  useKeys('c', () => {
    const next = (compareModes.indexOf(comparison.mode) + 1) % compareModes.length
    compare({ mode: compareModes[next] })
  })
  useHeldKey('o', (held) => compare({ held }))

  return (
    <div className={styles.bench}>
      <div className={styles.middle}>
        <Toolbar control={control} comparison={compared} compare={compare} versions={versions} />
        <div className={styles.photo}>
          <PhotoCanvas
            stage={stage}
            size={size}
            photo={photo}
            development={development}
            hints={hints}
            comparison={compared}
            onDivider={(divider) => compare({ divider })}
            control={control}
          />
          {!recipe && (
            <div className={styles.start}>
              <Button look="primary" icon={Palette} onClick={() => set(basis)}>
                {t('develop.colourNow')}
              </Button>
            </div>
          )}
          {colours.busy && <output className={styles.busy}>{t('develop.working')}</output>}
        </div>
      </div>
      <aside className={styles.panels}>
        <VariantsPanel development={development} />
        <ColourPanel development={development} />
        <HintsPanel hints={hints} model={basis.model} />
        <VersionsPanel development={development} shared={shared} />
        <InfoPanel photo={photo} />
      </aside>
    </div>
  )
}

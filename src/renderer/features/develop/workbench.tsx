import { Palette } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoDetail } from '../../../shared/contract/library.ts'
import { useHeldKey, useKeys } from '../../lib/use-keys.ts'
import { useSize } from '../../lib/use-size.ts'
import { Button } from '../../ui/button.tsx'
import { useNotify } from '../../ui/notices.tsx'
import { type Comparison, compareModes, paneSize } from './canvas/compare.ts'
import { PhotoCanvas } from './canvas/photo-canvas.tsx'
import { useView } from './canvas/use-view.ts'
import styles from './develop-room.module.css'
import type { KeptVersion, OpenableDraft } from './development/past-weights.ts'
import { useDevelopment } from './development/use-development.ts'
import { useElsewhere } from './development/use-elsewhere.ts'
import { ColourRow } from './hints/colour-row.tsx'
import { HintsPanel } from './hints/hints-panel.tsx'
import { PaintProvider } from './hints/paint.tsx'
import { useHand } from './hints/use-hand.ts'
import { useHints } from './hints/use-hints.ts'
import { useTools } from './hints/use-tools.ts'
import { ColourPanel } from './panels/colour-panel.tsx'
import { InfoPanel } from './panels/info-panel.tsx'
import { VariantsPanel } from './panels/variants-panel.tsx'
import { VersionsPanel } from './panels/versions-panel.tsx'
import { Toolbar } from './toolbar.tsx'

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
  const tools = useTools()
  const hints = useHints(development, useHand(tools))
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
    <PaintProvider photo={photo} adjustments={basis.adjustments}>
      <div className={styles.bench}>
        <div className={styles.middle}>
          <Toolbar
            control={control}
            tools={tools}
            comparison={compared}
            compare={compare}
            versions={versions}
          />
          <ColourRow hints={hints} />
          <div className={styles.photo}>
            <PhotoCanvas
              stage={stage}
              size={size}
              photo={photo}
              development={development}
              hints={hints}
              tools={tools}
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
          <HintsPanel hints={hints} />
          <VersionsPanel development={development} shared={shared} />
          <InfoPanel photo={photo} />
        </aside>
      </div>
    </PaintProvider>
  )
}

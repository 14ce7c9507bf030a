import { Brush, Eraser, type LucideIcon, MousePointerClick, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../../lib/use-keys.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useShortcutText } from '../../../ui/shortcut.ts'
import { Tip } from '../../../ui/tip.tsx'
import styles from './hint-tools.module.css'
import { largestRadius, smallestRadius, type Tool, type Tools, tools } from './use-tools.ts'

const icons: Record<Tool, LucideIcon> = {
  point: MousePointerClick,
  colour: Brush,
  keep: ShieldCheck,
  eraser: Eraser,
}
const toolKeys: Record<Tool, string> = { point: 'V', colour: 'P', keep: 'K', eraser: 'E' }

/** What the pointer does to the photo, and how large the brush is. */
export function HintTools({ tools: { tool, choose, radius, setRadius, larger, smaller } }: { tools: Tools }) {
  const { t } = useTranslation()
  const shortcutText = useShortcutText()
  useKeys(Object.values(toolKeys).join(','), (_, { keys }) => {
    const chosen = tools.find((one) => toolKeys[one].toLowerCase() === keys?.[0])
    if (chosen) choose(chosen)
  })
  useKeys('bracketleft', smaller)
  useKeys('bracketright', larger)
  const size = t('develop.tools.size')
  return (
    <>
      <Choice
        label={t('develop.tools.label')}
        value={tool}
        options={tools.map((value) => {
          const Icon = icons[value]
          const [label, tip] = [t(`develop.tools.${value}`), t(`develop.tools.${value}Tip`)]
          return { value, label, tip, keys: toolKeys[value], content: <Icon size={16} aria-hidden /> }
        })}
        onChange={choose}
      />
      {tool !== 'point' && (
        <Tip text={shortcutText(size, '[ ]')}>
          <input
            type="range"
            aria-keyshortcuts="[ ]"
            className={styles.size}
            aria-label={size}
            aria-valuetext={t('develop.percent', { percent: Math.round(200 * radius) })}
            min={Math.log(smallestRadius)}
            max={Math.log(largestRadius)}
            step="any"
            value={Math.log(radius)}
            onChange={({ target }) => setRadius(Math.exp(Number(target.value)))}
          />
        </Tip>
      )}
    </>
  )
}

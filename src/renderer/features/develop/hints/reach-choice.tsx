import { useTranslation } from 'react-i18next'
import { useKeys } from '../../../lib/use-keys.ts'
import { Choice } from '../../../ui/choice.tsx'
import styles from './hints-panel.module.css'
import type { HintEditing } from './use-hints.ts'

/** How far the selected hints go, or the next one. */
export function ReachChoice({ hints: { reach, reaches, setReach, selected } }: { hints: HintEditing }) {
  const { t } = useTranslation()
  useKeys('1,2,3', (_, { keys }) => {
    const chosen = reaches[Number(keys?.[0]) - 1]
    if (chosen && reach) setReach(chosen)
  })
  if (!reach) return null
  const label = t(selected.length > 0 ? 'develop.reach.label' : 'develop.reach.next')
  return (
    <div className={styles.reach}>
      <span className={styles.quiet}>{label}</span>
      <Choice
        label={label}
        value={reach}
        options={reaches.map((value, index) => ({
          value,
          label: t(`develop.reach.${value}`),
          tip: t(`develop.reach.${value}Tip`),
          keys: `${index + 1}`,
        }))}
        onChange={setReach}
      />
    </div>
  )
}

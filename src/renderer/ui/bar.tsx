import { Progress } from 'radix-ui'
import styles from './bar.module.css'

/** How far something is, as a bar; `label` says of what. */
export function Bar({ label, done, total }: { label: string; done: number; total: number }) {
  const share = total > 0 ? done / total : 0
  return (
    <Progress.Root className={styles.bar} value={done} max={Math.max(1, total)} aria-label={label}>
      <Progress.Indicator className={styles.done} style={{ width: `${share * 100}%` }} />
    </Progress.Root>
  )
}

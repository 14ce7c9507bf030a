import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { useFormats } from '../../lib/format.ts'
import { Bar } from '../../ui/bar.tsx'
import styles from './train-room.module.css'

interface RunProgressProps {
  run: FinetuneRun
  /** What it is the progress of. */
  label: string
  words: 'train.examining.progress' | 'train.underWay.steps'
}

/** How far a run is, as a bar and in words, and how long it will take from here. */
export function RunProgress({ run: { state, progress }, label, words }: RunProgressProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { done, total, left } = progress ?? { done: 0, total: 0, left: null }
  return (
    <>
      <Bar label={label} done={done} total={total} />
      <p className={styles.line}>
        {progress && <span>{t(words, { done: formats.number(done), total: formats.number(total) })}</span>}
        {left !== null && state !== 'paused' && (
          <span className={styles.quiet}>{t('time.left', { time: formats.duration(left) })}</span>
        )}
      </p>
    </>
  )
}

import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../shared/contract/app.ts'
import { progressOf } from '../lib/queries/use-batches.ts'

/** Screen readers hear of progress by tenths, not by photos. */
const steps = 10

/** The live region: how far batches are, and that they ended. */
export function Announcer({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const told = useRef(new Map<number, number>())
  useEffect(() => {
    for (const batch of batches) {
      const { done, total, running } = progressOf(batch)
      const step = running ? Math.min(steps - 1, Math.floor((done / Math.max(1, total)) * steps)) : steps
      const before = told.current.get(batch.id)
      told.current.set(batch.id, step)
      // What was there when the window opened is no news.
      if (before === undefined || before === step) continue
      setWords(
        running ? t(`status.${batch.kind}`, { done, total }) : t('status.finished', { title: batch.title }),
      )
    }
  }, [batches, t])
  return (
    <output className="visually-hidden" aria-live="polite">
      {words}
    </output>
  )
}

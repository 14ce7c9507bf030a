import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../shared/contract/finetune.ts'
import { useFinetuneRun } from '../lib/queries/use-finetune-run.ts'

/** The live region of fine-tuning: every tenth of the way, and every change of state. */
export function FinetuneAnnouncer() {
  const run = useFinetuneRun()
  const milestone = useMilestone(run)
  const [words, setWords] = useState('')
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (milestone === undefined) return
    // What was there when the window opened is no news.
    if (told.current !== undefined && told.current !== milestone) setWords(milestone)
    told.current = milestone
  }, [milestone])
  return (
    <output className="visually-hidden" aria-live="polite">
      {words}
    </output>
  )
}

/** What is worth saying of a run as it is now; nothing of one that is still being looked at. */
function useMilestone(run: FinetuneRun | null | undefined): string | undefined {
  const { t } = useTranslation()
  if (!run) return run === null ? '' : undefined
  const { state, name, progress } = run
  if (state === 'examining') return ''
  if (state !== 'training') return t(`status.finetune.${state}`, { name })
  const tenths = progress && progress.total > 0 ? Math.floor((10 * progress.done) / progress.total) : 0
  return t('status.finetune.percent', { name, percent: 10 * tenths })
}

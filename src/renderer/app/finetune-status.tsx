import { GraduationCap, Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../lib/actions/use-finetune-run-actions.ts'
import { useFormats } from '../lib/format.ts'
import { isUnderWay, useFinetuneRun } from '../lib/queries/use-finetune-run.ts'
import { useWorkspace } from '../lib/workspace/workspace.tsx'
import { Bar } from '../ui/bar.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './status-bar.module.css'

/** The run of fine-tuning, whichever room is open; a click leads to it. */
export function FinetuneStatus() {
  const { room, go } = useWorkspace()
  const words = useWords()
  const run = useFinetuneRun()
  if (!run) return null
  // In its own room it says more than here.
  if (room === 'train' && !isUnderWay(run)) return null
  const { progress } = run
  return (
    <>
      {progress && <Bar label={words(run)} done={progress.done} total={progress.total} />}
      <Button icon={GraduationCap} look="quiet" className={styles.finetune} onClick={() => go('train')}>
        {words(run)}
      </Button>
      {isUnderWay(run) && <PauseButton run={run} />}
    </>
  )
}

function PauseButton({ run: { id, state } }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const { pause } = useFinetuneRunActions(id)
  const paused = state === 'paused'
  return (
    <IconButton
      label={t(paused ? 'status.finetune.resume' : 'status.finetune.pause')}
      icon={paused ? Play : Pause}
      onClick={() => pause(!paused)}
    />
  )
}

function useWords(): (run: FinetuneRun) => string {
  const { t } = useTranslation()
  const formats = useFormats()
  return ({ state, name, progress }) =>
    t(`status.finetune.${state}`, {
      name,
      done: formats.number(progress?.done ?? 0),
      total: formats.number(progress?.total ?? 0),
    })
}

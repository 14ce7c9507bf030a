import type { EngineChoice, EngineInfo } from '../../../shared/contract/engine.ts'
import type { Fit, FitEnding, FitQuestions } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Answers } from '../../../shared/rpc/contract.ts'
import { type Priority, startTraining } from '../workers/training-worker.ts'
import { retryOnCrash } from './retry.ts'

/** A run of the training process, and how core follows it. */
export interface FitRun extends Pick<Answers<FitQuestions>, 'turn' | 'evaluated' | 'saved'> {
  /** What a person calls it. */
  name: 'Training' | 'Fine-tuning'
  engine: EngineChoice
  priority: Priority
  /** What is to be done, from where the run stands; asked anew for each attempt. */
  fit: () => Fit
  begun: (info: EngineInfo, begun: { parameters: number; step: number }) => void
  /** Brings the run back to its last checkpoint. */
  rewind: (crash: TintypeError) => Promise<void>
  /** Folder of the last checkpoint; null before the first. */
  checkpoint: () => string | null
}

/**
 * Has the training process do a run, in another one where the first dies.
 * @throws `cancelled` after `stop`, with a checkpoint to go on from; as the contract's `fit`
 */
export async function followFit(run: FitRun): Promise<Exclude<FitEnding, 'stopped'>> {
  const { name, engine, priority, fit, begun, turn, evaluated, saved, rewind, checkpoint } = run
  const attempt = async () => {
    const { worker, info } = await startTraining(engine, priority)
    try {
      const { ending } = await worker.client.fit(fit(), {
        begun: (found) => {
          begun(info, found)
          return {}
        },
        turn,
        evaluated,
        saved,
      })
      if (ending === 'stopped') throw new TintypeError('cancelled', `${name} was stopped.`)
      return ending
    } finally {
      await worker.stop()
    }
  }
  return retryOnCrash({ attempt, rewind, checkpoint })
}

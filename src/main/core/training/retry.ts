import { hasTrait, TintypeError } from '../../../shared/errors.ts'

const crashesAllowed = 2

interface Attempts<T> {
  attempt: () => Promise<T>
  /** Brings the run back to its last checkpoint. */
  rewind: (crash: TintypeError) => Promise<void>
  /** Folder of the last checkpoint; null before the first. */
  checkpoint: () => string | null
}

/**
 * Makes another attempt when the training process died, twice at most. An error that ends the run says
 * where its last good state lies.
 */
export async function retryOnCrash<T>({ attempt, rewind, checkpoint }: Attempts<T>): Promise<T> {
  for (let crashes = 0; ; crashes++) {
    try {
      return await attempt()
    } catch (thrown) {
      const isCrash = thrown instanceof TintypeError && hasTrait(thrown.kind, 'workerDied')
      if (!isCrash || crashes >= crashesAllowed) throw withCheckpoint(thrown, checkpoint())
      await rewind(thrown)
    }
  }
}

/** Says nothing of a checkpoint where that is what is wrong. */
function withCheckpoint(thrown: unknown, checkpoint: string | null): unknown {
  if (!(thrown instanceof TintypeError) || checkpoint === null) return thrown
  if (thrown.kind.startsWith('model-')) return thrown
  const details = { ...thrown.details, checkpoint }
  return new TintypeError(thrown.kind, `${thrown.message} The last good state is kept in ${checkpoint}.`, {
    details,
    cause: thrown,
  })
}

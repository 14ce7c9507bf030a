import { type ErrorKind, TintypeError } from '../../../shared/errors.ts'

/** The process died, not the training: worth going on from the last checkpoint. */
const worthResuming: ReadonlySet<ErrorKind> = new Set(['worker-crashed', 'worker-hung', 'out-of-memory'])
const crashesAllowed = 2

/**
 * Makes another attempt when the engine's process died, twice at most.
 * @param rewind brings the run back to its last checkpoint
 */
export async function survivingCrashes(
  attempt: () => Promise<void>,
  rewind: (crash: TintypeError) => Promise<void>,
): Promise<void> {
  for (let crashes = 0; ; crashes++) {
    try {
      return await attempt()
    } catch (thrown) {
      const isCrash = thrown instanceof TintypeError && worthResuming.has(thrown.kind)
      if (!isCrash || crashes >= crashesAllowed) throw thrown
      await rewind(thrown)
    }
  }
}

/** Says, with an error that ends a run, where its last good state lies; nothing where that is what is wrong. */
export function withCheckpoint(thrown: unknown, checkpoint: string | null): unknown {
  if (!(thrown instanceof TintypeError) || checkpoint === null) return thrown
  if (thrown.kind.startsWith('model-')) return thrown
  const details = { ...thrown.details, checkpoint }
  return new TintypeError(thrown.kind, `${thrown.message} The last good state is kept in ${checkpoint}.`, {
    details,
    cause: thrown,
  })
}

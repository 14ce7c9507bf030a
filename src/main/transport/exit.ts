import { TintypeError } from '../../shared/errors.ts'

/** Why a worker process ended. */
export interface ExitReason {
  kind: 'stopped' | 'hung' | 'crashed' | 'out-of-memory'
  /** What is known, for the log and for people: exit code, signal, last words. */
  detail: string
}

/** V8 prints this before it aborts; the kernel's own killer leaves only SIGKILL. */
const heapExhausted = /heap out of memory|Allocation failed/

/**
 * @param wanted set when we ended the process ourselves
 */
export function exitReason(
  code: number | null,
  signal: NodeJS.Signals | null,
  lastWords: string,
  wanted: ExitReason['kind'] | undefined,
): ExitReason {
  const how = signal ? `ended by ${signal}` : `exit code ${code}`
  const detail = lastWords ? `${how}: ${lastWords.split('\n').at(-1)}` : how
  if (wanted) return { kind: wanted, detail }
  if (heapExhausted.test(lastWords) || signal === 'SIGKILL') return { kind: 'out-of-memory', detail }
  return { kind: 'crashed', detail }
}

/** The error that calls in progress end with when their worker goes. */
export function exitError(name: string, reason: ExitReason): TintypeError {
  const details = { detail: reason.detail }
  switch (reason.kind) {
    case 'stopped':
      return new TintypeError('cancelled', `The ${name} process was stopped.`, { details })
    case 'hung':
      return new TintypeError('worker-hung', `The ${name} process no longer answered and was ended.`, {
        details,
      })
    case 'out-of-memory':
      return new TintypeError('out-of-memory', `The ${name} process ran out of memory (${reason.detail}).`, {
        details,
      })
    case 'crashed':
      return new TintypeError('worker-crashed', `The ${name} process crashed (${reason.detail}).`, {
        details,
      })
  }
}

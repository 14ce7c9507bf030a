import { TintypeError } from '../../shared/errors.ts'
import type { Around } from '../../shared/rpc/answer.ts'
import { log } from './log.ts'
import { currentTrace, longestTrace, newTrace, withTrace } from './trace.ts'

let calls = 0

/**
 * Keeps what came of a call, with the stack of its error: only kind and message cross to whoever called. The id of
 * the caller's work goes on here; a call that has none, from a user interface, begins one.
 */
export const logged: Around = ({ name, trace }, work) => {
  const known = typeof trace === 'string' ? trace.slice(0, longestTrace) : currentTrace()
  return withTrace(known ?? newTrace('call', ++calls), async () => {
    const started = performance.now()
    const taken = (): number => Math.round(performance.now() - started)
    try {
      const result = await work()
      log.debug({ call: name, ms: taken() }, 'Answered.')
      return result
    } catch (thrown) {
      log[levelOf(thrown)]({ call: name, ms: taken(), err: thrown }, 'A call failed.')
      throw thrown
    }
  })
}

/** What was cancelled is no news, what Tintype said on purpose a warning, and anything else a mistake of ours. */
export function levelOf(thrown: unknown): 'debug' | 'warn' | 'error' {
  if (!(thrown instanceof TintypeError) || thrown.kind === 'internal') return 'error'
  return thrown.kind === 'cancelled' ? 'debug' : 'warn'
}

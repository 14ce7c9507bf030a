import { AsyncLocalStorage } from 'node:async_hooks'
import type { Contract, Handlers } from '../../../shared/rpc/contract.ts'

/** What every call has, and every picture that it opens, ms. */
const toBegin = 60_000
/** More for each megapixel of a picture, ms: the slowest calls take a tenth of it on two cores. */
const perMegapixel = 3000

interface Deadline {
  at: number
  timer?: NodeJS.Timeout
}

const current = new AsyncLocalStorage<Deadline>()

/**
 * The same handlers, each with a deadline that grows with the pictures it opens. libvips can be
 * interrupted by nobody, so the process has to end when it hangs.
 * @param onLate told once when a call is late
 */
export function withDeadlines<C extends Contract>(handlers: Handlers<C>, onLate: () => void): Handlers<C> {
  const timed = Object.entries(handlers).map(([name, handler]) => {
    const call = async (args: never, ask: never): Promise<unknown> => {
      const deadline: Deadline = { at: performance.now() + toBegin }
      watch(deadline, onLate)
      try {
        return await current.run(deadline, async () => handler(args, ask))
      } finally {
        clearTimeout(deadline.timer)
      }
    }
    return [name, call]
  })
  return Object.fromEntries(timed) as Handlers<C>
}

/** Gives the call in work the time that a picture of so many pixels may take. */
export function allowTimeFor(pixels: number): void {
  const deadline = current.getStore()
  if (deadline) deadline.at += toBegin + (pixels / 1e6) * perMegapixel
}

function watch(deadline: Deadline, onLate: () => void): void {
  deadline.timer = setTimeout(() => {
    if (performance.now() >= deadline.at) onLate()
    else watch(deadline, onLate)
  }, deadline.at - performance.now())
}

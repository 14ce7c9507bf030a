import { SingleBar } from 'cli-progress'
import type { Progress } from '../core/index.ts'
import { duration } from './terminal.ts'

/** Progress of a batch on the terminal; silent where stderr is no terminal. */
export interface ProgressBar {
  start: (total: number) => void
  update: (progress: Progress) => void
  stop: () => void
}

export function createProgressBar(): ProgressBar {
  const bar = new SingleBar({
    format: '{bar} {value} of {total} · {rate} · {left} left · {failed} failed',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: true,
    stream: process.stderr,
  })
  return {
    start: (total) => bar.start(total, 0, { rate: '…', left: '…', failed: 0 }),
    update: ({ counts, pace }) => {
      // Pages are known when their file has been opened.
      bar.setTotal(Object.values(counts).reduce((sum, count) => sum + count, 0))
      bar.update(counts.done + counts.failed + counts.skipped + counts.cancelled, {
        rate: rateOf(pace.rate),
        left: duration(pace.left),
        failed: counts.failed,
      })
    },
    stop: () => bar.stop(),
  }
}

/** Slow work reads better by the minute. */
function rateOf(perSecond: number | undefined): string {
  if (perSecond === undefined) return '…'
  return perSecond >= 1 ? `${perSecond.toFixed(1)} photos/s` : `${(perSecond * 60).toFixed(1)} photos/min`
}

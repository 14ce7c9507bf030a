import { readFileSync } from 'node:fs'

/** Sum of the peak resident memory of processes that still run, in MB, by Linux's own books. */
export function peakMegabytes(pids: number[]): string {
  try {
    const kilobytes = pids.map((pid) =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
    )
    return (kilobytes.reduce((sum, one) => sum + one, 0) / 1024).toFixed(0)
  } catch {
    return '?'
  }
}

import type { ChildProcess } from 'node:child_process'

/**
 * Pings a worker and calls `onSilence` once when it has answered nothing for `patience` ms. A worker
 * deep in a native call cannot answer, so patience must exceed the longest honest call.
 * @returns stops the heartbeat
 */
export function startHeartbeat(
  child: ChildProcess,
  { every, patience }: { every: number; patience: number },
  onSilence: () => void,
): () => void {
  let heard = performance.now()
  child.on('message', () => {
    heard = performance.now()
  })
  const timer = setInterval(() => {
    if (performance.now() - heard > patience) {
      clearInterval(timer)
      onSilence()
    } else if (child.connected) {
      child.send({ ping: true })
    }
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}

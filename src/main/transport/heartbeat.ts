import type { Channel } from '../../shared/rpc/channel.ts'

/**
 * Pings a worker and calls `onSilence` once when it has answered nothing for `timeout` ms. A worker
 * deep in a native call cannot answer, so timeout must exceed the longest honest call.
 * @returns stops the heartbeat
 */
export function startHeartbeat(
  channel: Channel,
  { every, timeout }: { every: number; timeout: number },
  onSilence: () => void,
): () => void {
  let heard = performance.now()
  channel.listen(() => {
    heard = performance.now()
  })
  const timer = setInterval(() => {
    if (performance.now() - heard > timeout) {
      clearInterval(timer)
      onSilence()
    } else {
      channel.post({ ping: true })
    }
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}

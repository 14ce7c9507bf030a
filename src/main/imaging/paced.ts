import { setImmediate as giveWay } from 'node:timers/promises'
import type { Pixels } from './pixels.ts'

/** Milliseconds of work after which messages are looked at: the heartbeat among them. */
const stint = 50

/**
 * For long loops: to be awaited between their steps. Large scans take a minute, and a process that answers
 * nobody meanwhile counts as hung.
 */
export function pacer(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < stint) return undefined
    return giveWay().then(() => {
      since = performance.now()
    })
  }
}

const bandPixels = 4_000_000

/** Runs `work` over all pixels, some rows at a time, with looks at the messages in between. */
export async function inBands(pixels: Pixels, work: (band: Pixels) => void): Promise<void> {
  const { width, height, channels, data } = pixels
  const rows = Math.max(1, Math.floor(bandPixels / width))
  const pace = pacer()
  for (let top = 0; top < height; top += rows) {
    const bottom = Math.min(height, top + rows)
    const band = data.subarray(top * width * channels, bottom * width * channels)
    work({ ...pixels, data: band, height: bottom - top })
    await pace()
  }
}

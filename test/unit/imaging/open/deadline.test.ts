import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { allowTimeFor, withDeadlines } from '../../../../src/main/imaging/open/deadline.ts'
import type { Pixels } from '../../../../src/main/imaging/pixels.ts'
import { compose } from '../../../../src/main/imaging/result/compose.ts'

const contract = { read: { args: z.object({ pixels: z.number() }), result: z.object({}) } }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Calls a handler that opens a picture of so many pixels and never comes back. @returns when it was late, s */
async function lateAfter(pixels: number): Promise<number> {
  let late: number | undefined
  const began = performance.now()
  const handlers = withDeadlines<typeof contract>(
    {
      read: async (picture) => {
        allowTimeFor(picture.pixels)
        await new Promise(() => {})
        return {}
      },
    },
    () => {
      late = (performance.now() - began) / 1000
    },
  )
  void handlers.read({ pixels })
  await vi.advanceTimersByTimeAsync(2 * 60 * 60_000)
  return late ?? Number.POSITIVE_INFINITY
}

it('a deadline grows with the picture', async () => {
  expect(await lateAfter(1e6)).toBeCloseTo(123, 0)
  expect(await lateAfter(500e6)).toBeCloseTo(1620, 0)
})

it('a call that comes back is never late', async () => {
  const onLate = vi.fn()
  const handlers = withDeadlines<typeof contract>({ read: async () => ({}) }, onLate)
  await handlers.read({ pixels: 1 })
  await vi.advanceTimersByTimeAsync(2 * 60 * 60_000)
  expect(onLate).not.toHaveBeenCalled()
})

it('composing gives way to messages', async () => {
  vi.useRealTimers()
  const photo: Pixels = { data: new Uint8Array(12e6).fill(99), width: 4000, height: 3000, channels: 1 }
  const ab = { data: new Float32Array(8).fill(20), width: 2, height: 2 }
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await compose(photo, ab, { upsampling: 'bilinear' }, 8)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(1)
})

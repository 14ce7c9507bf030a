import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppEventHub } from '../../../src/main/core/events.ts'
import type { Batch } from '../../../src/shared/contract/app.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function hub() {
  const told: [string, unknown][] = []
  const events = new AppEventHub((ids) => ids.map((id) => ({ id }) as Batch))
  const end = events.subscribe((name, payload) => told.push([name, payload]))
  return { told, events, end }
}

describe('what core tells', () => {
  it('is gathered, each photo and batch once', () => {
    const { told, events } = hub()
    for (let i = 0; i < 50; i += 1) {
      events.photosChanged([1, 2])
      events.batchChanged(7)
    }
    events.placesChanged()
    expect(told).toEqual([])
    vi.advanceTimersByTime(250)
    expect(told).toEqual([
      ['photos.changed', { ids: [1, 2] }],
      ['places.changed', {}],
      ['batches.changed', { batches: [{ id: 7 }] }],
    ])
    vi.advanceTimersByTime(1000)
    expect(told).toHaveLength(3)
  })

  it('names no photos where there are too many', () => {
    const { told, events } = hub()
    events.photosChanged(Array.from({ length: 1001 }, (_, id) => id + 1))
    vi.advanceTimersByTime(250)
    expect(told).toEqual([['photos.changed', {}]])
  })

  it('is told to nobody who has left, and not held back at the end', () => {
    const { told, events, end } = hub()
    events.photosChanged([1])
    events.close()
    expect(told).toEqual([['photos.changed', { ids: [1] }]])
    end()
    events.notice(new Error('late'))
    expect(told).toHaveLength(1)
  })
})

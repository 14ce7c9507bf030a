import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { concurrently } from '../../../../src/main/evaluation/measure/concurrently.ts'

async function* numbers(count: number, onReturn = () => {}): AsyncGenerator<number> {
  try {
    for (let i = 0; i < count; i++) yield i
  } finally {
    onReturn()
  }
}

describe('concurrently', () => {
  it('does every item once, so many at a time', async () => {
    const done: number[] = []
    let running = 0
    let most = 0
    await concurrently(numbers(20), 3, async (item) => {
      most = Math.max(most, ++running)
      await setImmediate()
      running--
      done.push(item)
    })
    expect(done.sort((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(most).toBe(3)
  })

  it('ends with the first failure and closes its source', async () => {
    let closed = false
    const started: number[] = []
    const run = concurrently(
      numbers(1000, () => (closed = true)),
      2,
      async (item) => {
        started.push(item)
        await setImmediate()
        if (item === 3) throw new Error('third')
      },
    )
    await expect(run).rejects.toThrow('third')
    await setImmediate()
    expect(closed).toBe(true)
    expect(started.length).toBeLessThan(10)
  })

  it('stops when told to', async () => {
    const controller = new AbortController()
    const run = concurrently(
      numbers(1000),
      2,
      async (item) => {
        await setImmediate()
        if (item === 5) controller.abort()
      },
      controller.signal,
    )
    await expect(run).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

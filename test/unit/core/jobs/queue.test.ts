import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../../src/main/core/jobs/memory-store.ts'
import { Queue, type QueueOptions } from '../../../../src/main/core/jobs/queue.ts'
import { TintypeError } from '../../../../src/shared/errors.ts'

type Run = QueueOptions<string, string>['run']

function queueOf(tasks: string[], run: Run, concurrency = 2) {
  const store = createMemoryStore<string, string>()
  store.add(tasks)
  const settled: string[] = []
  const queue = new Queue<string, string>({
    store,
    concurrency,
    run,
    onSettled: ({ task, state }) => settled.push(`${task} ${state}`),
  })
  return { store, queue, settled }
}

const finish: Run = async ({ task }, report) => {
  report('written')
  report('verified')
  return { done: `${task}!` }
}

describe('the queue', () => {
  it('takes every job to its end, in order', async () => {
    const { queue, store, settled } = queueOf(['a', 'b', 'c'], finish, 1)
    await queue.run()
    expect(settled).toEqual(['a done', 'b done', 'c done'])
    expect(store.all().map(({ outcome }) => outcome)).toEqual(['a!', 'b!', 'c!'])
  })

  it('goes on past jobs that fail, with the kind on record', async () => {
    const { queue, store } = queueOf(['good', 'bad', 'fine'], async (job, report, signal) => {
      if (job.task === 'bad') throw new TintypeError('picture-damaged', 'torn')
      return finish(job, report, signal)
    })
    await queue.run()
    expect(store.counts()).toMatchObject({ done: 2, failed: 1 })
    expect(store.all()[1]).toMatchObject({
      state: 'failed',
      error: { kind: 'picture-damaged', message: 'torn' },
    })
  })

  it.each(['worker-crashed', 'worker-start', 'cancelled'] as const)(
    'tries a job once more when its worker is gone (%s), and no more than once',
    async (kind) => {
      const died = new TintypeError(kind, 'gone')
      const { queue, store } = queueOf(['once', 'always'], async (job, report, signal) => {
        if (job.task === 'always' || job.attempts === 1) throw died
        return finish(job, report, signal)
      })
      await queue.run()
      expect(store.all().map(({ state, attempts }) => [state, attempts])).toEqual([
        ['done', 2],
        ['failed', 2],
      ])
    },
  )

  it('never runs more jobs at once than allowed', async () => {
    let running = 0
    let most = 0
    const { queue } = queueOf(
      [...'abcdefgh'],
      async (job, report, signal) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running -= 1
        return finish(job, report, signal)
      },
      3,
    )
    await queue.run()
    expect(most).toBe(3)
  })

  it('takes up work that is added later', async () => {
    const { queue, store, settled } = queueOf(['a'], finish)
    await queue.run()
    store.add(['b'])
    await queue.run()
    expect(settled).toEqual(['a done', 'b done'])
  })

  it('takes what a job adds next, at the same time as others, and is through with it when it settles', async () => {
    let running = 0
    let most = 0
    const { queue, store, settled } = queueOf(
      ['a', 'z'],
      async (job, report, signal) => {
        if (job.task === 'a') {
          store.add(['a2', 'a3', 'a4'])
          void queue.run()
        }
        most = Math.max(most, ++running)
        // The last to end began after the lanes that were there first.
        await new Promise((resolve) => setTimeout(resolve, job.task === 'a4' ? 60 : 5))
        running -= 1
        return finish(job, report, signal)
      },
      2,
    )
    await queue.run()
    expect(most).toBe(2)
    expect(store.all().map(({ task }) => task)).toEqual(['a', 'a2', 'a3', 'a4', 'z'])
    expect(settled).toHaveLength(5)
  })

  it('leaves what runs on record as it stands when it is stopped', async () => {
    const { queue, store, settled } = queueOf(
      ['a', 'b'],
      async (_job, report, signal) => {
        report('written')
        void queue.stop()
        signal.throwIfAborted()
        throw new Error('not reached')
      },
      1,
    )
    await queue.run()
    expect(store.counts()).toMatchObject({ written: 1, queued: 1 })
    expect(settled).toEqual([])
  })

  it('keeps what a failure means together with it', async () => {
    const store = createMemoryStore<string, string>()
    store.add(['bad'])
    const failures: string[] = []
    const queue = new Queue<string, string>({
      store,
      concurrency: 1,
      run: async () => {
        throw new TintypeError('file-empty', 'nothing in it')
      },
      onFailure: ({ state }, error) => failures.push(`${state} ${error.kind}`),
    })
    await queue.run()
    expect(failures).toEqual(['failed file-empty'])
  })

  it('takes the last step of a job and its end as one', async () => {
    const { queue, store } = queueOf(['a', 'b'], async ({ task }) => ({
      commit: () => (task === 'a' ? { done: 'kept' } : { skipped: 'there already' }),
    }))
    await queue.run()
    expect(store.all().map(({ state, outcome }) => [state, outcome])).toEqual([
      ['done', 'kept'],
      ['skipped', 'there already'],
    ])
  })

  it('holds a batch where every job would fail alike: told once, and what was in work waits again', async () => {
    const store = createMemoryStore<string, string>()
    store.add([...'abcdef'])
    let isFull = true
    const held: string[] = []
    const settled: string[] = []
    const queue = new Queue<string, string>({
      store,
      concurrency: 3,
      run: async (job, report, signal) => {
        await new Promise((resolve) => setTimeout(resolve, job.task === 'b' ? 1 : 5))
        if (isFull && job.task !== 'a') throw new TintypeError('disk-full', 'no room')
        return finish(job, report, signal)
      },
      onSettled: ({ task, state }) => settled.push(`${task} ${state}`),
      onHeld: (batch, { kind }) => held.push(`${batch} ${kind}`),
    })
    await queue.run()
    expect(held).toEqual(['0 disk-full'])
    expect(settled.sort()).toEqual(['a done', 'b failed'])
    expect(store.counts()).toMatchObject({ done: 1, failed: 1, queued: 4 })
    await queue.run()
    expect(store.counts()).toMatchObject({ queued: 4 })
    isFull = false
    queue.resume(0)
    await queue.run()
    expect(store.counts()).toMatchObject({ done: 5, failed: 1, queued: 0 })
  })

  it('leaves time in which a batch was held out of its pace', async () => {
    const { queue, store } = queueOf(['a', 'b'], finish, 1)
    queue.pause(0)
    await queue.run()
    expect(queue.progress(0)).toEqual({ counts: store.counts(), pace: { rate: undefined, left: undefined } })
    queue.resume(0)
    await queue.run()
    expect(queue.progress(0).pace).toMatchObject({ rate: expect.any(Number), left: 0 })
  })

  it('leaves nothing queued or running after cancel', async () => {
    const { queue, store } = queueOf(
      ['a', 'b', 'c'],
      async () => {
        queue.cancel()
        throw new TintypeError('cancelled', 'stopped')
      },
      1,
    )
    await queue.run()
    expect(store.counts()).toMatchObject({ queued: 0, running: 0, failed: 0, cancelled: 3 })
  })
})

describe('the store', () => {
  it('refuses steps that the life of a job does not have', () => {
    const store = createMemoryStore<string, string>()
    const [job] = store.add(['a'])
    expect(() => store.move(job.id, 'done')).toThrow('cannot go from queued to done')
    store.take()
    expect(() => store.move(job.id, 'verified')).toThrow('cannot go from running to verified')
  })
})

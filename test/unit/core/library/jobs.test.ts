import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Queue } from '../../../../src/main/core/jobs/queue.ts'
import { nextJob, type SqliteJobStore } from '../../../../src/main/core/library/sqlite-job-store.ts'
import { libraryInMemory, planOf } from './fixture.ts'

const taskSchema = z.object({ kind: z.literal('colorize'), name: z.string() })
type Task = z.infer<typeof taskSchema>

function storeOf(...names: string[]): SqliteJobStore<Task, string> {
  const store = libraryInMemory().library.jobs({ task: taskSchema, outcome: z.string() })
  if (names.length > 0) store.add(tasks(...names))
  return store
}
const tasks = (...names: string[]): Task[] => names.map((name) => ({ kind: 'colorize', name }))

function finish(store: SqliteJobStore<Task, string>, id: number): void {
  for (const state of ['written', 'verified'] as const) store.move(id, state)
  store.move(id, 'done', { outcome: 'made' })
}

describe('the store of jobs', () => {
  it('takes each job once, in order, batches that were put first before all others', () => {
    const store = storeOf('a', 'b')
    for (const name of ['urgent', 'more urgent']) {
      const batch = store.createBatch(name)
      store.add(tasks(name), { batch })
      store.putFirst(batch)
    }
    const taken = [1, 2, 3, 4, 5].map(() => store.take())
    expect(taken.map((job) => job?.task.name)).toEqual(['more urgent', 'urgent', 'a', 'b', undefined])
    expect(taken[0]).toMatchObject({ state: 'running', attempts: 1 })
  })

  it('keeps outcome and error, and refuses steps that the life of a job does not have', () => {
    const store = storeOf('a', 'b')
    expect(() => store.move(1, 'done')).toThrow('Job 1 cannot go from queued to done.')
    expect(() => store.move(99, 'done')).toThrow('There is no job 99.')
    store.take()
    finish(store, 1)
    store.take()
    const error = { kind: 'picture-damaged', message: 'torn', details: { at: 7 } } as const
    store.move(2, 'failed', { error })
    expect(store.all()).toMatchObject([
      { state: 'done', outcome: 'made', finished: expect.any(Number) },
      { state: 'failed', error },
    ])
  })

  it('counts by state and batch, and keeps count through everything', () => {
    const store = storeOf()
    const batch = store.createBatch('Box 1')
    store.add(tasks('a', 'b', 'c'), { batch })
    store.add(tasks('other'))
    store.take()
    store.move(1, 'failed', { error: { kind: 'internal', message: 'x' } })
    expect(store.counts(batch)).toMatchObject({ queued: 2, failed: 1, running: 0 })
    expect(store.counts()).toMatchObject({ queued: 3, failed: 1 })
    expect(store.cancelWaiting(batch)).toEqual([2, 3])
    expect(store.batches()).toMatchObject([
      { counts: { queued: 1 } },
      { title: 'Box 1', counts: { cancelled: 2 } },
    ])
    expect(store.retryFailed(batch)).toBe(1)
    expect(store.get(1)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(store.get(1)).not.toHaveProperty('error')
    store.cancelWaiting()
    expect(store.forgetSettled()).toBe(4)
    expect([store.counts().cancelled, store.batches()]).toEqual([0, []])
  })

  it('tells of a batch whose jobs are still to be made', () => {
    const store = storeOf()
    const id = store.createBatch('Oma', 'import', { paths: ['/oma'] })
    expect(store.batch(id)).toMatchObject({ planned: true })
    store.fulfil(id)
    expect(store.batch(id)).toMatchObject({ planned: false })
  })

  it('lists page by page', () => {
    const store = storeOf('a', 'b', 'c', 'd')
    store.take()
    const queued = store.list({ states: ['queued'], limit: 2 })
    expect(queued.map(({ id }) => id)).toEqual([2, 3])
    expect(store.list({ states: ['queued'], after: 3, limit: 2 }).map(({ id }) => id)).toEqual([4])
  })

  it('queues again what was in work when the process died, without counting that attempt', () => {
    const store = storeOf('running', 'written', 'verified', 'done', 'waiting')
    for (let count = 0; count < 4; count += 1) store.take()
    for (const id of [2, 3]) store.move(id, 'written')
    store.move(3, 'verified')
    finish(store, 4)
    expect(store.requeueInterrupted()).toBe(3)
    const queued = store.list({ states: ['queued'], limit: -1 })
    expect(queued.map(({ task }) => task.name)).toEqual(['running', 'written', 'verified', 'waiting'])
    expect(store.all().map(({ attempts }) => attempts)).toEqual([0, 0, 0, 1, 0])
    expect(store.requeueInterrupted()).toBe(0)
  })

  it('takes and counts without looking at all jobs', () => {
    const { connection } = libraryInMemory()
    const plan = planOf(connection, nextJob, {})
    expect(plan[0]).toBe('SCAN jobs USING COVERING INDEX jobs_waiting')
    expect(plan.join('\n')).not.toContain('TEMP B-TREE')
    expect(planOf(connection, 'SELECT max(position) FROM jobs', {})).toEqual([
      'SEARCH jobs USING COVERING INDEX jobs_by_position',
    ])
  })
})

describe('the queue over it', () => {
  it('runs all jobs to their end', async () => {
    const store = storeOf('a', 'bad', 'c')
    const queue = new Queue<Task, string>({
      store,
      concurrency: 2,
      run: async ({ task }, report) => {
        if (task.name === 'bad') throw new Error('torn')
        report('written')
        report('verified')
        return { done: `${task.name}!` }
      },
    })
    await queue.run()
    expect(store.all()).toMatchObject([
      { state: 'done', outcome: 'a!' },
      { state: 'failed', error: { kind: 'internal', message: 'torn' } },
      { state: 'done', outcome: 'c!' },
    ])
  })
})

import { type Job, type JobCounts, jobStates, mayFollow } from '../../../shared/jobs.ts'
import type { JobStore } from './job-store.ts'

/** The jobs of one batch in memory, for one run of the command line; what is added while others are done comes next. */
export function createMemoryStore<Task, Outcome>(): JobStore<Task, Outcome> {
  /** In the order in which they are taken. */
  let jobs: Job<Task, Outcome>[] = []
  const byId: Job<Task, Outcome>[] = []
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as JobCounts
  let isPaused = false
  let cursor = 0

  const get = (id: number): Job<Task, Outcome> => {
    const job = byId[id]
    if (!job) throw new Error(`There is no job ${id}.`)
    return job
  }

  const move: JobStore<Task, Outcome>['move'] = (id, state, patch) => {
    const job = get(id)
    if (!mayFollow(job.state, state)) throw new Error(`Job ${id} cannot go from ${job.state} to ${state}.`)
    counts[job.state] -= 1
    counts[state] += 1
    Object.assign(job, patch, { state })
    if (state === 'queued') cursor = Math.min(cursor, jobs.indexOf(job))
  }

  return {
    add(tasks) {
      const added = tasks.map((task, index): Job<Task, Outcome> => {
        return { id: byId.length + index, batch: 0, state: 'queued', task, attempts: 0 }
      })
      for (const job of added) byId.push(job)
      jobs = [...jobs.slice(0, cursor), ...added, ...jobs.slice(cursor)]
      counts.queued += added.length
      return added
    },
    take() {
      if (isPaused) return undefined
      while (cursor < jobs.length && jobs[cursor].state !== 'queued') cursor += 1
      const job = jobs[cursor]
      if (!job) return undefined
      cursor += 1
      move(job.id, 'running')
      job.attempts += 1
      return job
    },
    move,
    get,
    cancelWaiting() {
      const waiting = jobs.filter((job) => job.state === 'queued')
      for (const { id } of waiting) move(id, 'cancelled')
      return waiting.map(({ id }) => id)
    },
    transaction: (work) => work(),
    all: () => jobs,
    counts: () => ({ ...counts }),
    setPaused(_batch, paused) {
      isPaused = paused
    },
    isPaused: () => isPaused,
  }
}

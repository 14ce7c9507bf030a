import type { Job, JobCounts, JobState } from '../../../shared/jobs.ts'

/**
 * Where jobs are kept. Calls are synchronous, so that a state change is on record before the next
 * step begins.
 */
export interface JobStore<Task, Outcome> {
  add: (tasks: Task[]) => Job<Task, Outcome>[]
  /** The queued job that is next in order, now `running`; `undefined` when none waits. */
  take: () => Job<Task, Outcome> | undefined
  /** Moves a job on. @throws on a step that `mayFollow` forbids: that is a bug, never a user's error. */
  move: (id: number, state: JobState, patch?: Pick<Job<Task, Outcome>, 'outcome' | 'error'>) => void
  get: (id: number) => Job<Task, Outcome>
  /** Cancels what waits, of one batch or of all. @returns their ids */
  cancelWaiting: (batch?: number) => number[]
  /** All of `work` or nothing. */
  transaction: <T>(work: () => T) => T
  all: () => Job<Task, Outcome>[]
  /** Of one batch, or of all. */
  counts: (batch?: number) => JobCounts
  /** Jobs of a paused batch are not taken. */
  setPaused: (batch: number, paused: boolean) => void
  isPaused: (batch: number) => boolean
}

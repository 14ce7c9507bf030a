import type { WireError } from './errors.ts'

/**
 * The life of a job: `written` means the result lies complete under a temporary name, `verified` that
 * it was opened again and held against what was meant, `done` that it has its final name.
 */
export const jobStates = [
  'queued',
  'running',
  'written',
  'verified',
  'done',
  'failed',
  'skipped',
  'cancelled',
] as const
export type JobState = (typeof jobStates)[number]

/** Which state may follow which; a job that was interrupted goes back to `queued`. */
const followers: Record<JobState, readonly JobState[]> = {
  queued: ['running', 'cancelled'],
  // Straight to the end: work that writes no file.
  running: ['written', 'done', 'skipped', 'failed', 'cancelled', 'queued'],
  written: ['verified', 'failed', 'cancelled', 'queued'],
  // Skipped: somebody else made the same meanwhile.
  verified: ['done', 'skipped', 'failed', 'cancelled', 'queued'],
  done: [],
  failed: ['queued'],
  skipped: [],
  cancelled: ['queued'],
}

export function mayFollow(from: JobState, to: JobState): boolean {
  return followers[from].includes(to)
}

export function isFinal(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'skipped' || state === 'cancelled'
}

export type JobCounts = Record<JobState, number>

/** One unit of work; `task` says what, `outcome` what came of it. */
export interface Job<Task, Outcome> {
  id: number
  /** The set of jobs it was started with. */
  batch: number
  state: JobState
  task: Task
  attempts: number
  outcome?: Outcome
  error?: WireError
}

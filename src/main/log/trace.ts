import { AsyncLocalStorage } from 'node:async_hooks'

const traces = new AsyncLocalStorage<string>()

/** Longer than any of ours. */
export const longestTrace = 64

/** @param number counts within this run of the program, or in its library; others write to the same log */
export function newTrace(what: 'job' | 'call', number: number): string {
  return `${what}-${number}@${process.pid}`
}

/** The id of the job or call that is worked on here, in whatever process; all its lines in the log bear it. */
export function currentTrace(): string | undefined {
  return traces.getStore()
}

/** Does what belongs to no job, though a job may have begun it. */
export function withoutTrace<T>(work: () => T): T {
  return traces.exit(work)
}

/** Does a piece of work, and all that comes of it, under an id. */
export function withTrace<T>(trace: string, work: () => T): T {
  return traces.run(trace, work)
}

import type { AppTask, BatchKind, ImportPlan } from './tasks.ts'

/** Begins batches; the slices that have something to be done know no more of the queue. */
export interface BatchStarter {
  /** @returns the id of a new batch of these jobs */
  start(kind: BatchKind, title: string, tasks: AppTask[]): number
  /** @returns the id of a new batch whose jobs are made when the folders have been searched */
  startImport(title: string, plan: ImportPlan): number
}

/** Title of a batch. Names, not words: it is the same in every language. */
export function batchTitle(first: string, count: number): string {
  return count > 1 ? `${first} + ${count - 1}` : first
}

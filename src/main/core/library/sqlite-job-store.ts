import { z } from 'zod'
import type { ErrorKind } from '../../../shared/errors.ts'

import {
  isFinal,
  type Job,
  type JobCounts,
  type JobState,
  jobStates,
  mayFollow,
} from '../../../shared/jobs.ts'
import type { JobStore } from '../jobs/job-store.ts'
import type { BatchKind } from '../jobs/tasks.ts'
import type { Connection } from './connection.ts'
import { storedError, storedJson } from './stored-json.ts'

const leftOutSchema = z.record(z.string(), z.int().positive()).catch({})

/** A set of jobs started together. */
export interface Batch {
  id: number
  kind: BatchKind
  title: string
  paused: boolean
  /** Its jobs are still to be made. */
  planned: boolean
  /** Milliseconds since 1970. */
  created: number
  counts: JobCounts
  /** Files that its import passed over, counted by ending. */
  leftOut: Record<string, number>
  /** Jobs that left alone what somebody adjusted by hand. */
  adjusted: number
}

export interface Placement {
  /** Left out: a new batch without a title. */
  batch?: number
}

export interface JobFilter {
  states?: readonly JobState[]
  batch?: number
  /** Only jobs after this one: id of the last job of the page before. */
  after?: number
  /** -1: all. */
  limit: number
}

/** A job as it is kept, for lists of the queue. */
export type StoredJob<Task, Outcome> = Job<Task, Outcome> & {
  batch: number
  /** Milliseconds since 1970. */
  created: number
  started: number | null
  finished: number | null
}

interface BatchRow {
  id: number
  kind: BatchKind
  title: string
  paused: number
  planned: number
  created: number
  left_out: string
}

interface Row {
  id: number
  batch_id: number
  state: JobState
  task: string
  outcome: string | null
  error: string | null
  attempts: number
  created_at: number
  started_at: number | null
  finished_at: number | null
}

const columns = 'id, batch_id, state, task, outcome, error, attempts, created_at, started_at, finished_at'
const batchColumns = 'id, kind, title, paused, plan IS NOT NULL AS planned, created_at AS created, left_out'
const inWork = "('running', 'written', 'verified')"
/** States of jobs that are still to come to their end, for SQL. */
export const unfinished = "'queued', 'running', 'written', 'verified'"

/** The index is named, or SQLite sorts all that wait to find the first. */
export const nextJob = `SELECT id FROM jobs INDEXED BY jobs_waiting WHERE state = 'queued'
  AND batch_id NOT IN (SELECT id FROM batches WHERE paused = 1) ORDER BY priority DESC, position, id LIMIT 1`

/**
 * How what was kept is read. One bad row never stops the others: both schemas take anything, and make of what they do
 * not understand something that says so.
 */
export interface JobSchemas<Task, Outcome> {
  task: z.ZodType<Task>
  outcome: z.ZodType<Outcome>
}

/** The persistent queue: every step is on the disk before the next begins. */
export class SqliteJobStore<Task, Outcome> implements JobStore<Task, Outcome> {
  readonly #connection: Connection
  readonly #schemas: JobSchemas<Task, Outcome>

  constructor(connection: Connection, schemas: JobSchemas<Task, Outcome>) {
    this.#connection = connection
    this.#schemas = schemas
  }

  /**
   * @param plan what its jobs are to be made of, for `planned` after a crash
   * @returns the id of a new batch
   */
  createBatch(title: string, kind: BatchKind = 'colorize', plan?: unknown): number {
    return this.#connection
      .query('INSERT INTO batches (title, kind, created_at, plan) VALUES (?, ?, ?, ?)')
      .run(title, kind, Date.now(), json(plan)).id
  }

  /**
   * What the jobs of a batch are still to be made of, not yet validated; `undefined` once they are there, or not wanted.
   */
  plan(batch: number): unknown {
    const row = this.#connection
      .query<{ plan: string }>('SELECT plan FROM batches WHERE id = ? AND plan IS NOT NULL')
      .get(batch)
    return row && storedJson(row.plan)
  }

  /** Batches whose jobs are still to be made. */
  planned(): number[] {
    return this.#connection
      .query<{ id: number }>('SELECT id FROM batches WHERE plan IS NOT NULL ORDER BY id')
      .all()
      .map(({ id }) => id)
  }

  /** Says that the jobs of a batch are there, in one transaction with adding them. */
  fulfil(batch: number): void {
    this.#connection.query('UPDATE batches SET plan = NULL WHERE id = ?').run(batch)
  }

  /** Keeps what an import passed over. @param counts files by ending */
  setLeftOut(batch: number, counts: Readonly<Record<string, number>>): void {
    this.#connection.query('UPDATE batches SET left_out = ? WHERE id = ?').run(json(counts), batch)
  }

  /** Jobs of a paused batch are not taken; those in work come to their end. */
  setPaused(batch: number, paused: boolean): void {
    this.#connection.query('UPDATE batches SET paused = ? WHERE id = ?').run(Number(paused), batch)
  }

  isPaused(batch: number): boolean {
    const row = this.#connection.query('SELECT 1 FROM batches WHERE id = ? AND paused = 1').get(batch)
    return row !== undefined
  }

  /** Jobs at the end of the queue, all or none. Tasks with a field `kind` can be told apart by it in SQL. */
  add(tasks: Task[], { batch }: Placement = {}): StoredJob<Task, Outcome>[] {
    const insert = this.#connection.query<Row>(
      `INSERT INTO jobs (batch_id, state, task, position, created_at)
       VALUES (?, 'queued', ?, (SELECT coalesce(max(position), 0) + 1 FROM jobs), ?)
       RETURNING ${columns}`,
    )
    return this.#connection.transaction(() => {
      const into = batch ?? this.createBatch('')
      const now = Date.now()
      return tasks.map((task) => this.#toJob(insert.get(into, JSON.stringify(task), now)!))
    })
  }

  take(): StoredJob<Task, Outcome> | undefined {
    const row = this.#connection
      .query<Row>(
        `UPDATE jobs SET state = 'running', attempts = attempts + 1, started_at = ?, finished_at = NULL
         WHERE id = (${nextJob})
         RETURNING ${columns}`,
      )
      .get(Date.now())
    return row && this.#toJob(row)
  }

  move(id: number, state: JobState, patch: Pick<Job<Task, Outcome>, 'outcome' | 'error'> = {}): void {
    this.#connection.transaction(() => {
      const { state: from } = this.#row(id)
      if (!mayFollow(from, state)) throw new Error(`Job ${id} cannot go from ${from} to ${state}.`)
      this.#connection
        .query(
          `UPDATE jobs SET state = ?, outcome = coalesce(?, outcome), error = coalesce(?, error),
             finished_at = ? WHERE id = ?`,
        )
        .run(state, json(patch.outcome), json(patch.error), isFinal(state) ? Date.now() : null, id)
    })
  }

  get(id: number): StoredJob<Task, Outcome> {
    return this.#toJob(this.#row(id))
  }

  find(id: number): StoredJob<Task, Outcome> | undefined {
    const row = this.#find(id)
    return row && this.#toJob(row)
  }

  all(): StoredJob<Task, Outcome>[] {
    return this.#connection
      .query<Row>(`SELECT ${columns} FROM jobs ORDER BY id`)
      .all()
      .map((row) => this.#toJob(row))
  }

  /** One page of the list of jobs, oldest first. */
  list({ states = jobStates, batch, after = 0, limit }: JobFilter): StoredJob<Task, Outcome>[] {
    const inBatch = batch === undefined ? '' : 'AND batch_id = :batch'
    return this.#connection
      .query<Row>(
        `SELECT ${columns} FROM jobs WHERE id > :after ${inBatch}
         AND state IN (SELECT value FROM json_each(:states)) ORDER BY id LIMIT :limit`,
      )
      .all({ after, limit, states: JSON.stringify(states), ...(batch !== undefined && { batch }) })
      .map((row) => this.#toJob(row))
  }

  /** Whether a task that waits, runs, or failed and may be tried again, holds this value in a field. */
  hasTask(field: string, value: string): boolean {
    const found = this.#connection
      .query(`SELECT 1 FROM jobs WHERE state IN (${unfinished}, 'failed') AND task ->> ? = ? LIMIT 1`)
      .get(field, value)
    return found !== undefined
  }

  counts(batch?: number): JobCounts {
    const inBatch = batch === undefined ? '' : 'WHERE batch_id = :batch'
    const rows = this.#connection
      .query<{ state: JobState; jobs: number }>(
        `SELECT state, sum(jobs) AS jobs FROM job_counts ${inBatch} GROUP BY state`,
      )
      .all(batch === undefined ? {} : { batch })
    return toCounts(rows)
  }

  /** Newest first. */
  batches(): Batch[] {
    return this.#connection
      .query<BatchRow>(`SELECT ${batchColumns} FROM batches ORDER BY id DESC`)
      .all()
      .map((row) => this.#toBatch(row))
  }

  /** `undefined` when it was forgotten. */
  batch(id: number): Batch | undefined {
    const row = this.#connection.query<BatchRow>(`SELECT ${batchColumns} FROM batches WHERE id = ?`).get(id)
    return row && this.#toBatch(row)
  }

  /**
   * Queues again what a killed process left in work. The attempt it cut short does not count: it was not
   * the photo's fault. Call once after opening, before anything is taken.
   * @returns jobs queued again
   */
  requeueInterrupted(): number {
    return this.#connection
      .query(
        `UPDATE jobs SET state = 'queued', attempts = max(0, attempts - 1), started_at = NULL
         WHERE state IN ${inWork}`,
      )
      .run().changes
  }

  /**
   * Failed jobs once more, with all their attempts.
   * @param kind only those that failed so
   * @returns how many
   */
  retryFailed(batch: number, kinds?: readonly ErrorKind[]): number {
    const ofKind = kinds && "AND error ->> 'kind' IN (SELECT value FROM json_each(:kinds))"
    return this.#connection
      .query(
        `UPDATE jobs SET state = 'queued', attempts = 0, error = NULL, finished_at = NULL
         WHERE state = 'failed' AND batch_id = :batch ${ofKind ?? ''}`,
      )
      .run({ batch, ...(kinds && { kinds: JSON.stringify(kinds) }) }).changes
  }

  cancelWaiting(batch?: number): number[] {
    const inBatch = batch === undefined ? '' : 'AND batch_id = :batch'
    return this.#connection
      .query<{ id: number }>(
        `UPDATE jobs SET state = 'cancelled', finished_at = :now WHERE state = 'queued' ${inBatch} RETURNING id`,
      )
      .all({ now: Date.now(), ...(batch !== undefined && { batch }) })
      .map(({ id }) => id)
  }

  /** Waiting jobs of a batch go before all others. */
  putFirst(batch: number): void {
    this.#connection
      .query(
        `UPDATE jobs SET priority = 1 + coalesce(
           (SELECT max(priority) FROM jobs WHERE state = 'queued' AND batch_id <> :batch), 0)
         WHERE state = 'queued' AND batch_id = :batch`,
      )
      .run({ batch })
  }

  /** Forgets jobs that came to their end, of one batch or of all, and batches that are then empty. @returns jobs forgotten */
  forgetSettled(batch?: number): number {
    const inBatch = batch === undefined ? '' : 'AND batch_id = :batch'
    return this.#connection.transaction(() => {
      const { changes } = this.#connection
        .query(`DELETE FROM jobs WHERE finished_at IS NOT NULL ${inBatch}`)
        .run(batch === undefined ? {} : { batch })
      this.#connection
        .query(
          `DELETE FROM batches WHERE plan IS NULL
           AND NOT EXISTS (SELECT 1 FROM jobs WHERE batch_id = batches.id)`,
        )
        .run()
      return changes
    })
  }

  /** All of `work` or nothing. */
  transaction<T>(work: () => T): T {
    return this.#connection.transaction(work)
  }

  #toBatch({ paused, planned, left_out, ...batch }: BatchRow): Batch {
    const leftOut = leftOutSchema.parse(storedJson(left_out))
    const counts = this.counts(batch.id)
    const adjusted = counts.skipped > 0 ? this.#adjusted(batch.id) : 0
    return { ...batch, leftOut, paused: paused === 1, planned: planned === 1, counts, adjusted }
  }

  #adjusted(batch: number): number {
    const row = this.#connection
      .query<{ jobs: number }>(
        `SELECT count(*) AS jobs FROM jobs INDEXED BY jobs_adjusted
         WHERE batch_id = ? AND state = 'skipped' AND outcome ->> '$.reason' = 'adjusted'`,
      )
      .get(batch)
    return row?.jobs ?? 0
  }

  #toJob(row: Row): StoredJob<Task, Outcome> {
    const { task, outcome } = this.#schemas
    return {
      id: row.id,
      state: row.state,
      task: task.parse(storedJson(row.task)),
      attempts: row.attempts,
      ...(row.outcome !== null && { outcome: outcome.parse(storedJson(row.outcome)) }),
      ...(row.error !== null && { error: storedError(row.error) }),
      batch: row.batch_id,
      created: row.created_at,
      started: row.started_at,
      finished: row.finished_at,
    }
  }

  #find(id: number): Row | undefined {
    return this.#connection.query<Row>(`SELECT ${columns} FROM jobs WHERE id = ?`).get(id)
  }

  #row(id: number): Row {
    const row = this.#find(id)
    if (!row) throw new Error(`There is no job ${id}.`)
    return row
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function toCounts(rows: { state: JobState; jobs: number }[]): JobCounts {
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as JobCounts
  for (const { state, jobs } of rows) counts[state] = jobs
  return counts
}

import type { WireError } from '../../../shared/errors.ts'
import {
  isFinal,
  type Job,
  type JobCounts,
  type JobState,
  jobStates,
  mayFollow,
} from '../../../shared/jobs.ts'
import type { Connection } from '../library/connection.ts'
import { reordered } from '../library/order.ts'
import type { JobStore } from './store.ts'

/** A set of jobs started together. */
export interface Batch {
  id: number
  title: string
  /** Milliseconds since 1970. */
  created: number
  counts: JobCounts
}

export interface Placement {
  /** Left out: a new batch without a title. */
  batch?: number
  /** Higher goes first; 0 for ordinary work. */
  priority?: number
}

export interface JobFilter {
  states?: readonly JobState[]
  batch?: number
  /** Only jobs after this one: id of the last job of the page before. */
  after?: number
  limit: number
}

/** A job as it is kept, for lists of the queue. */
export type StoredJob<Task, Outcome> = Job<Task, Outcome> & {
  batch: number
  priority: number
  /** Milliseconds since 1970. */
  created: number
  started: number | null
  finished: number | null
}

interface Row {
  id: number
  batch_id: number
  state: JobState
  task: string
  outcome: string | null
  error: string | null
  attempts: number
  priority: number
  created_at: number
  started_at: number | null
  finished_at: number | null
}

const columns =
  'id, batch_id, state, task, outcome, error, attempts, priority, created_at, started_at, finished_at'
const inWork = "('running', 'written', 'verified')"

/** The persistent queue: every step is on the disk before the next begins. */
export class SqliteJobStore<Task, Outcome> implements JobStore<Task, Outcome> {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** @returns the id of a new batch */
  createBatch(title: string): number {
    return this.#connection
      .query('INSERT INTO batches (title, created_at) VALUES (?, ?)')
      .run(title, Date.now()).id
  }

  /** Jobs at the end of the queue, all or none. Tasks with a field `kind` can be told apart by it in SQL. */
  add(tasks: Task[], { batch, priority = 0 }: Placement = {}): StoredJob<Task, Outcome>[] {
    const insert = this.#connection.query<Row>(
      `INSERT INTO jobs (batch_id, state, task, priority, position, created_at)
       VALUES (?, 'queued', ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM jobs), ?)
       RETURNING ${columns}`,
    )
    return this.#connection.transaction(() => {
      const into = batch ?? this.createBatch('')
      const now = Date.now()
      return tasks.map((task) => toJob<Task, Outcome>(insert.get(into, JSON.stringify(task), priority, now)!))
    })
  }

  take(): StoredJob<Task, Outcome> | undefined {
    const row = this.#connection
      .query<Row>(
        `UPDATE jobs SET state = 'running', attempts = attempts + 1, started_at = ?, finished_at = NULL
         WHERE id = (SELECT id FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position, id LIMIT 1)
         RETURNING ${columns}`,
      )
      .get(Date.now())
    return row && toJob(row)
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
    return toJob(this.#row(id))
  }

  all(): StoredJob<Task, Outcome>[] {
    return this.#connection
      .query<Row>(`SELECT ${columns} FROM jobs ORDER BY id`)
      .all()
      .map(toJob<Task, Outcome>)
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
      .map(toJob<Task, Outcome>)
  }

  /** The jobs that wait, in the order in which they will be taken. */
  waiting(limit: number): StoredJob<Task, Outcome>[] {
    return this.#connection
      .query<Row>(
        `SELECT ${columns} FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position, id LIMIT ?`,
      )
      .all(limit)
      .map(toJob<Task, Outcome>)
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
    const rows = this.#connection
      .query<{ id: number; title: string; created: number }>(
        'SELECT id, title, created_at AS created FROM batches ORDER BY id DESC',
      )
      .all()
    return rows.map((batch) => ({ ...batch, counts: this.counts(batch.id) }))
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

  /** Failed jobs once more, with all their attempts. @returns how many */
  retryFailed(batch?: number): number {
    return this.#shift('failed', "state = 'queued', attempts = 0, error = NULL, finished_at = NULL", batch)
  }

  /** Cancels what waits; what is in work is ended by its owner. @returns how many */
  cancelWaiting(batch?: number): number {
    return this.#shift('queued', "state = 'cancelled', finished_at = :now", batch)
  }

  /** Waiting jobs go right before another waiting one and take its priority, or to the very end. */
  reorder(ids: readonly number[], before?: number): void {
    const place = this.#connection.query('UPDATE jobs SET position = ?, priority = ? WHERE id = ?')
    this.#connection.transaction(() => {
      const waiting = this.waiting(-1)
      const known = new Map(waiting.map((job) => [job.id, job]))
      const anchor = known.get(before ?? Number.NaN) ?? waiting.at(-1)
      const moving = new Set(ids)
      const order = reordered([...known.keys()], [...ids], before)
      order.forEach((id, index) => {
        const priority = moving.has(id) ? anchor?.priority : known.get(id)?.priority
        place.run(index + 1, priority ?? 0, id)
      })
    })
  }

  prioritise(ids: readonly number[], priority: number): void {
    this.#connection
      .query('UPDATE jobs SET priority = ? WHERE id IN (SELECT value FROM json_each(?))')
      .run(priority, JSON.stringify(ids))
  }

  /** Forgets jobs that came to their end, and batches that are then empty. @returns jobs forgotten */
  forgetSettled(finishedBefore = Number.MAX_SAFE_INTEGER): number {
    return this.#connection.transaction(() => {
      const { changes } = this.#connection.query('DELETE FROM jobs WHERE finished_at < ?').run(finishedBefore)
      this.#connection
        .query('DELETE FROM batches WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE batch_id = batches.id)')
        .run()
      return changes
    })
  }

  #shift(from: JobState, assignments: string, batch: number | undefined): number {
    const inBatch = batch === undefined ? '' : 'AND batch_id = :batch'
    return this.#connection
      .query(`UPDATE jobs SET ${assignments} WHERE state = :from ${inBatch}`)
      .run({ from, now: Date.now(), ...(batch !== undefined && { batch }) }).changes
  }

  #row(id: number): Row {
    const row = this.#connection.query<Row>(`SELECT ${columns} FROM jobs WHERE id = ?`).get(id)
    if (!row) throw new Error(`There is no job ${id}.`)
    return row
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function toJob<Task, Outcome>(row: Row): StoredJob<Task, Outcome> {
  return {
    id: row.id,
    state: row.state,
    task: JSON.parse(row.task) as Task,
    attempts: row.attempts,
    ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) as Outcome }),
    ...(row.error !== null && { error: JSON.parse(row.error) as WireError }),
    batch: row.batch_id,
    priority: row.priority,
    created: row.created_at,
    started: row.started_at,
    finished: row.finished_at,
  }
}

function toCounts(rows: { state: JobState; jobs: number }[]): JobCounts {
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as JobCounts
  for (const { state, jobs } of rows) counts[state] = jobs
  return counts
}

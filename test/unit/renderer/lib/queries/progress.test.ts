import { expect, test } from 'vitest'
import { progressOf } from '../../../../../src/renderer/lib/queries/use-batches.ts'
import type { Batch } from '../../../../../src/shared/contract/app.ts'
import { jobStates } from '../../../../../src/shared/jobs.ts'

function batch(searching: boolean, counts: Partial<Batch['counts']>): Batch {
  const none = Object.fromEntries(jobStates.map((state) => [state, 0])) as Batch['counts']
  const info = {
    id: 1,
    kind: 'import',
    title: 'Oma',
    created: '2026-11-24',
    rate: null,
    left: null,
    adjusted: 0,
    undoable: 0,
  } as const
  return { ...info, paused: false, searching, leftOut: {}, counts: { ...none, ...counts } }
}

test('a batch whose folders are still being searched has not ended, whatever is through', () => {
  expect(progressOf(batch(true, {}))).toMatchObject({ done: 0, total: 0, running: true })
  expect(progressOf(batch(true, { done: 3 }))).toMatchObject({ done: 3, total: 3, running: true })
  expect(progressOf(batch(false, { done: 3 })).running).toBe(false)
})

test('every way a job can end counts as done', () => {
  const counts = {
    done: 1,
    failed: 2,
    skipped: 3,
    cancelled: 4,
    queued: 1,
    running: 1,
    written: 1,
    verified: 1,
  }
  expect(progressOf(batch(false, counts))).toEqual({ done: 10, total: 14, failed: 2, running: true })
})

import { expect, it } from 'vitest'
import { newActivity } from '../../../../src/main/core/finetune/activity.ts'
import type { FinetuneRecord } from '../../../../src/main/core/finetune/record.ts'
import { viewOf } from '../../../../src/main/core/finetune/run-view.ts'
import { pointOf, stateOf } from '../../../fixtures/finetune/state.ts'

const report = { usable: 24, heldOut: 4, unfit: [], advice: 'few' as const, presets: [] }
const record: FinetuneRecord = {
  ...{ id: '00000000-feed', photos: [1], others: [], report, paused: false, error: null },
  ...{ name: 'Own', preset: 'quick', base: 'narrow' },
}
const state = stateOf([pointOf(0, 14), pointOf(10, 12)])

it('a run that is paused says how far it has come, as one that goes on does', () => {
  const paused = viewOf({ record: { ...record, paused: true }, state, activity: undefined })
  expect(paused).toMatchObject({ state: 'paused', progress: { done: 10, total: 100, left: null } })
  const activity = newActivity('training', { done: 12, total: 100, left: 30 })
  expect(viewOf({ record, state, activity })).toMatchObject({ state: 'training', progress: { done: 12 } })
})

it('there is a result when it has ended, and no sooner', () => {
  const ended = { ...state, ending: 'all-steps' as const }
  const activity = newActivity('training', null)
  expect(viewOf({ record, state: ended, activity }).result).toBeNull()
  expect(viewOf({ record, state: ended, activity: undefined })).toMatchObject({
    ...{ state: 'finished', progress: null, sheet: 2, result: { step: 10, learntFrom: 20, heldOut: 4 } },
  })
})

it('it is ready once it has been looked at and until it has a name', () => {
  const looked = { ...record, name: null, preset: null, base: null }
  const shown = (change: Partial<FinetuneRecord>) =>
    viewOf({ record: { ...looked, ...change }, state: undefined, activity: undefined }).state
  expect(shown({})).toBe('ready')
  expect(shown({ report: null })).toBe('paused')
  expect(shown({ error: { kind: 'disk-full', message: 'Full.', details: {} } })).toBe('failed')
})

import { expect, it } from 'vitest'
import { bestPoint, driftLimit, resultOf } from '../../../../src/main/core/finetune/finetune-result.ts'
import { pointOf, stateOf } from '../../../fixtures/finetune/state.ts'

it('the best look has the lowest error, the first of equals, and there is none before the first', () => {
  const points = [pointOf(0, 14), pointOf(10, 12), pointOf(20, 12), pointOf(30, 13)]
  expect(bestPoint(points)).toBe(points[1])
  expect(bestPoint([])).toBeUndefined()
})

it('the result is that of the best look, not of the last', () => {
  const points = [pointOf(0, 14), pointOf(10, 12), pointOf(20, 13)]
  expect(resultOf(stateOf(points, { ending: 'no-gain' }), 30, 5)).toEqual({
    ...{ learntFrom: 30, heldOut: 5, step: 10, seconds: 12, ending: 'no-gain', driftLimit },
    ...{ before: points[0].heldOut, after: points[1].heldOut, drift: 1 },
  })
})

it('where nothing was gained the base is the result, without drift', () => {
  const result = resultOf(stateOf([pointOf(0, 14), pointOf(10, 15)]), 30, 5)
  expect(result).toMatchObject({ step: 0, drift: 0, ending: 'by-hand' })
  expect(result.after).toEqual(result.before)
})

import { expect, test } from 'vitest'
import { verdictOf } from '../../../../../../src/renderer/features/train/result/verdict.ts'

const figures = (rmse: number) => ({ rmse, chromaRatio: 0.7 })
const verdict = (before: number, after: number) =>
  verdictOf({ before: figures(before), after: figures(after) })

test('a gain and a loss are said in whole per cent of the distance before', () => {
  expect(verdict(14.2, 11.8)).toEqual({ kind: 'closer', percent: 17 })
  expect(verdict(10, 10.6)).toEqual({ kind: 'farther', percent: 6 })
})

test('less than half a per cent is no change, either way', () => {
  expect(verdict(10, 9.96)).toEqual({ kind: 'same', percent: 0 })
  expect(verdict(10, 10.04)).toEqual({ kind: 'same', percent: 0 })
  expect(verdict(0, 0)).toEqual({ kind: 'same', percent: 0 })
})

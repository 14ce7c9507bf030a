import { expect, it } from 'vitest'
import { type Hint, hintingSchema } from '../../../../src/shared/contract/engine.ts'

const hint: Hint = { x: 0.5, y: 0.5, radius: 0.03, a: 0, b: 0 }
const stroke: Hint = { ...hint, path: Array.from({ length: 1000 }, () => ({ x: 0, y: 0 })) }

it.each<[string, Hint[], string]>([
  ['a thousand and one hints', Array(1001).fill(hint), '1000'],
  ['strokes without end', Array(21).fill(stroke), 'places in all'],
  ['likes of everything', Array(33).fill({ ...hint, reach: 'alike' }), 'reach their thing'],
])('%s are refused, saying what to do', (_, hints, why) => {
  expect(hintingSchema.safeParse({ hints }).error?.message).toContain(why)
})

it('what a person may do in an afternoon is taken', () => {
  const hints = [...Array(20).fill(stroke), ...Array(32).fill({ ...hint, reach: 'alike' })]
  expect(hintingSchema.safeParse({ hints }).success).toBe(true)
})

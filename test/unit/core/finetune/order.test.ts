import { expect, it } from 'vitest'
import { placesOfStep } from '../../../../src/main/core/finetune/order.ts'

const places = [2, 3, 5, 7, 11, 13, 17]

/** What the steps from 0 on meet, one after the other. */
function met(steps: number, count: number, purpose = 'own'): number[] {
  return Array.from({ length: steps }, (_, step) => placesOfStep(places, purpose, step, count)).flat()
}

it.each([1, 2, 3])('meets every photo once a round, %i at a time, each round in another order', (count) => {
  const all = met(21, count)
  const rounds = Array.from({ length: 3 * count }, (_, round) => all.slice(7 * round, 7 * (round + 1)))
  for (const round of rounds) expect(round.toSorted((one, other) => one - other)).toEqual(places)
  expect(new Set(rounds.map(String)).size).toBe(rounds.length)
})

it('is the same however often it is asked, and another for another purpose', () => {
  expect(placesOfStep(places, 'own', 5, 2)).toEqual(met(6, 2).slice(10))
  expect(met(7, 1)).not.toEqual(met(7, 1, 'known'))
})

it('comes round again where fewer photos are there than a step wants, and has none of none', () => {
  expect(placesOfStep([4], 'own', 3, 2)).toEqual([4, 4])
  expect(placesOfStep([], 'known', 3, 2)).toEqual([])
})

import { expect, it } from 'vitest'
import { sampler } from '../../../src/main/training/sampler.ts'

const indices = [2, 3, 5, 7, 11, 13, 17]
const photosOf = (of: number[]) => ({ file: 'photos.rgb', size: 64, indices: of })
const batches = (own: number[], batch: number, known: number[] = [], seed = 1) =>
  sampler(
    {
      training: { photos: photosOf(own), batch },
      rehearsal: { photos: photosOf(known), batch: 2 },
    },
    seed,
  )

/** The user's own photos in the steps from 0 on, one after the other. */
function met(steps: number, batch: number): number[] {
  const drawsOf = batches(indices, batch)
  return Array.from({ length: steps }, (_, step) => drawsOf(step)[0].photos.indices).flat()
}

it.each([1, 2, 3])('meets every photo once a round, %i at a time, each round in another order', (batch) => {
  const all = met(21, batch)
  const rounds = Array.from({ length: 3 * batch }, (_, round) => all.slice(7 * round, 7 * (round + 1)))
  for (const round of rounds) expect(round.toSorted((one, other) => one - other)).toEqual(indices)
  expect(new Set(rounds.map(String)).size).toBe(rounds.length)
})

it('is the same however often it is asked and in whatever order, and another for what is rehearsed', () => {
  expect(batches(indices, 2)(5)[0].photos.indices).toEqual(met(6, 2).slice(10))
  const [own, known] = batches(indices, 2, indices)(4)
  expect(known.photos.indices).not.toEqual(own.photos.indices)
  // Copies of a number are no copies of a photo.
  const keys = [...own.views, ...known.views].map(({ key }) => key)
  expect(new Set(keys).size).toBe(4)
  expect(batches(indices, 7, [], 2)(0)).not.toEqual(batches(indices, 7)(0))
})

it('shows a photo anew in every step', () => {
  const drawsOf = batches([4], 2)
  expect(drawsOf(3)[0]).toMatchObject({ photos: { indices: [4, 4] }, views: [{ round: 3 }, { round: 3 }] })
})

it('has nothing to rehearse where there is nothing', () => {
  expect(batches(indices, 2)(3)[1]).toMatchObject({ photos: { indices: [] }, views: [] })
})

it('goes through the photos by epochs where nothing is rehearsed, the last batch with what is left', () => {
  const drawsOf = sampler({ training: { photos: photosOf(indices), batch: 3 } }, 1)
  const epochs = [0, 1].map((epoch) => [0, 1, 2].flatMap((step) => drawsOf(3 * epoch + step)))
  for (const [epoch, steps] of epochs.entries()) {
    expect(steps.map(({ photos }) => photos.indices.length)).toEqual([3, 3, 1])
    const all = steps.flatMap(({ photos }) => photos.indices)
    expect(all.toSorted((one, other) => one - other)).toEqual(indices)
    expect(new Set(steps.flatMap(({ views }) => views.map(({ round }) => round)))).toEqual(new Set([epoch]))
  }
  const [first, second] = epochs.map((steps) => steps.flatMap(({ photos }) => photos.indices))
  expect(second).not.toEqual(first)
})

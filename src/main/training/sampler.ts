import type { Fit, PhotoSubset } from '../../shared/contract/training.ts'
import { Random } from '../../shared/random.ts'
import type { View } from './augment.ts'

/** Photos of a subset, and how each is to be seen. */
export interface Draw {
  photos: PhotoSubset
  views: View[]
}

/** Keys tell photos apart; those of photos that are rehearsed begin here. */
const rehearsalKeys = 1_000_000

/** A subset in a new order each round. Everything comes from the seed and the position, nothing from the past. */
export class ShuffledRounds {
  readonly #indices: readonly number[]
  readonly #seed: number
  readonly #purpose: string
  #kept: { round: number; order: number[] } | undefined

  /** @param purpose tells apart the orders of one run */
  constructor(indices: readonly number[], seed: number, purpose: string) {
    this.#indices = indices
    this.#seed = seed
    this.#purpose = purpose
  }

  /** All of the subset, as round `round` goes through it. */
  order(round: number): number[] {
    if (this.#kept?.round !== round) {
      const order = new Random(this.#seed, this.#purpose, round).shuffled(this.#indices)
      this.#kept = { round, order }
    }
    return this.#kept!.order
  }

  /** The photo at a position of the endless sequence of rounds. */
  at(position: number): number {
    const { length } = this.#indices
    return this.order(Math.floor(position / length))[position % length]
  }
}

/**
 * What each step is trained on, by its number from 0. Where photos are rehearsed every batch is full and each step
 * sees its photos anew; else an epoch goes once through the photos, its last batch may be smaller, and a photo looks
 * the same in all of the epoch.
 */
export function sampler(
  { training, rehearsal }: Pick<Fit, 'training' | 'rehearsal'>,
  seed: number,
): (step: number) => Draw[] {
  if (!rehearsal) return byEpochs(training, seed)
  const draws = [endless(training, 'own', 0, seed), endless(rehearsal, 'known', rehearsalKeys, seed)]
  return (step) => draws.map((draw) => draw(step))
}

function byEpochs({ photos, batch }: Fit['training'], seed: number): (step: number) => Draw[] {
  const rounds = new ShuffledRounds(photos.indices, seed, 'order')
  const perEpoch = stepsPerEpoch(photos.indices.length, batch)
  return (step) => {
    const round = Math.floor(step / perEpoch)
    const first = (step % perEpoch) * batch
    const indices = rounds.order(round).slice(first, first + batch)
    return [{ photos: { ...photos, indices }, views: indices.map((key) => ({ key, round })) }]
  }
}

function endless(
  { photos, batch }: Fit['training'],
  purpose: string,
  firstKey: number,
  seed: number,
): (step: number) => Draw {
  const rounds = new ShuffledRounds(photos.indices, seed, purpose)
  const count = photos.indices.length > 0 ? batch : 0
  return (step) => {
    const indices = Array.from({ length: count }, (_, i) => rounds.at(step * count + i))
    return {
      photos: { ...photos, indices },
      views: indices.map((index) => ({ key: firstKey + index, round: step })),
    }
  }
}

/** Steps of one pass through `photos` photos. */
export function stepsPerEpoch(photos: number, batch: number): number {
  return Math.ceil(photos / batch)
}

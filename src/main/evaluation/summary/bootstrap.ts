import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Numbers of one picture, or their means over pictures, by name. */
export type Numbers<Name extends string = string> = Record<Name, number>

export interface Estimate {
  value: number
  /** Ends of the 95 % interval. */
  low: number
  high: number
}

export interface BootstrapPlan {
  resamples: number
  /** The same seed draws the same pictures, which is also what pairs two rows of the same pictures. */
  seed: number
}

/** Means over pictures, and the same means over each bootstrap resample of the pictures. */
export interface ResampledMeans<Name extends string> {
  means: Numbers<Name>
  replicates: Numbers<Name>[]
}

/**
 * Bootstrap over pictures: draws as many pictures with replacement, `resamples` times.
 * Any statistic that is a function of means (a ratio, a root) gets its interval from the replicates.
 * @param pictures at least one; all with the same names
 */
export function resampleMeans<Name extends string>(
  pictures: Numbers<Name>[],
  { resamples, seed }: BootstrapPlan,
): ResampledMeans<Name> {
  const names = Object.keys(pictures[0]) as Name[]
  const columns = names.map((name) => Float64Array.from(pictures, (picture) => picture[name]))
  const count = pictures.length
  const generator = xoroshiro128plus(seed)
  const everyone = Uint32Array.from({ length: count }, (_, i) => i)

  const meansOf = (picks: Uint32Array): Numbers<Name> => {
    const entries = names.map((name, i) => [name, meanOf(columns[i], picks)])
    return Object.fromEntries(entries)
  }
  const replicates = Array.from({ length: resamples }, () =>
    meansOf(everyone.map(() => uniformInt(generator, 0, count - 1))),
  )
  return { means: meansOf(everyone), replicates }
}

function meanOf(column: Float64Array, picks: Uint32Array): number {
  let sum = 0
  for (let i = 0; i < picks.length; i++) sum += column[picks[i]]
  return sum / picks.length
}

/** A statistic of means with its percentile interval. */
export function estimate<Name extends string>(
  { means, replicates }: ResampledMeans<Name>,
  statistic: (means: Numbers<Name>) => number,
): Estimate {
  return withInterval(statistic(means), replicates.map(statistic))
}

/**
 * A statistic of two rows held against each other: both were resampled from the same pictures in the
 * same order with the same plan, so what is hard for both cancels.
 */
export function paired<Name extends string>(
  one: ResampledMeans<Name>,
  other: ResampledMeans<Name>,
  statistic: (means: Numbers<Name>) => number,
  compare: (one: number, other: number) => number,
): Estimate {
  const value = compare(statistic(one.means), statistic(other.means))
  const replicates = one.replicates.map((means, i) =>
    compare(statistic(means), statistic(other.replicates[i])),
  )
  return withInterval(value, replicates)
}

export const difference = (one: number, other: number): number => one - other
export const ratio = (one: number, other: number): number => one / other

function withInterval(value: number, replicates: number[]): Estimate {
  // A resample of colourless pictures alone has no ratio.
  const sorted = Float64Array.from(replicates.filter(Number.isFinite)).sort()
  return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) }
}

/** Quantile of ascending numbers, linear between neighbours. */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}

import { execFileSync } from 'node:child_process'
import { Random } from '../src/shared/random.ts'

/** How much of their work the long tests do, 0..1: the whole, unless `TINTYPE_TEST_SHARE` says otherwise. */
export const share = Number(process.env.TINTYPE_TEST_SHARE || 1)
if (!(share > 0 && share <= 1)) throw new RangeError(`TINTYPE_TEST_SHARE is ${share}, not within 0..1.`)

/**
 * Where their random numbers begin: the commit's own number, so that each commit meets other cases and the same commit the
 * same ones. `TINTYPE_TEST_SEED` says otherwise.
 */
export const seed = Number(process.env.TINTYPE_TEST_SEED || seedOfCommit())
if (!Number.isSafeInteger(seed)) throw new RangeError('TINTYPE_TEST_SEED is not a whole number.')

/** 0..16,777,215; 1 outside of a clone. */
function seedOfCommit(): number {
  try {
    return Number.parseInt(
      execFileSync('git', ['rev-parse', 'HEAD'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).slice(0, 6),
      16,
    )
  } catch {
    return 1
  }
}

/** This run's share of so many repetitions, one at least. */
export function shareOf(times: number): number {
  return Math.max(1, Math.round(times * share))
}

/** This run's share of the cases, drawn by its seed; the whole keeps its order. */
export function someOf<T>(cases: readonly T[]): T[] {
  if (share === 1) return [...cases]
  return new Random(seed, 'cases').shuffled(cases).slice(0, shareOf(cases.length))
}

/** Prints what a long test came to, for the record in `docs/testing.md`. */
export function report(line: string): void {
  process.stdout.write(`${line}\n`)
}

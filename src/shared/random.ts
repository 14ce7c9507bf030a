import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/**
 * Repeatable random numbers: one stream for each purpose, named by what it is for (`new Random(seed,
 * 'flip', epoch)`), so that a run can be taken up anywhere without replaying what went before.
 */
export class Random {
  readonly #generator

  constructor(...purpose: (string | number)[]) {
    // Seeds that differ by one would start with similar numbers; their hashes do not.
    this.#generator = xoroshiro128plus(hash(JSON.stringify(purpose)))
    this.#generator.next()
  }

  /** 0 (included) to 1 (excluded). */
  uniform(): number {
    return (this.#generator.next() >>> 0) / 2 ** 32
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform()
  }

  /** 0 to `count - 1`. */
  below(count: number): number {
    return uniformInt(this.#generator, 0, count - 1)
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** Normal, mean 0, deviation 1 (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  /** A new array in random order (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const mixed = [...items]
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[mixed[i], mixed[j]] = [mixed[j], mixed[i]]
    }
    return mixed
  }
}

/** FNV-1a with a final mix (from MurmurHash3), so that every bit of the text reaches every bit of the hash. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}

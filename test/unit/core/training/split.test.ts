import { describe, expect, it } from 'vitest'
import { splitPhotos } from '../../../../src/main/core/training/split.ts'
import { Random } from '../../../../src/shared/random.ts'

function fingerprint(random: Random): string {
  return Array.from({ length: 16 }, () => random.below(16).toString(16)).join('')
}

/** The same with one bit turned. */
function nearlyTheSame(hex: string): string {
  return `${(Number.parseInt(hex[0], 16) ^ 1).toString(16)}${hex.slice(1)}`
}

const random = new Random('fingerprints')
const different = Array.from({ length: 40 }, () => fingerprint(random))

describe('the split', () => {
  it('puts every photo on one side, the share asked for held out', () => {
    const { training, validation } = splitPhotos(different, 0.2, 1)
    expect(validation.length).toBe(8)
    expect([...training, ...validation].sort((x, y) => x - y)).toEqual(different.map((_, place) => place))
  })

  it('is the same for the same seed', () => {
    expect(splitPhotos(different, 0.2, 1)).toEqual(splitPhotos(different, 0.2, 1))
    expect(splitPhotos(different, 0.2, 1)).not.toEqual(splitPhotos(different, 0.2, 2))
  })

  it('never has a copy, or nearly one, on the other side', () => {
    // Each picture as three files, chained: the last is near the second, not the first.
    const families = different.map((hex) => [hex, hex, nearlyTheSame(hex)])
    const all = families.flat()
    for (let seed = 0; seed < 20; seed++) {
      const { training, validation } = splitPhotos(all, 0.3, seed)
      const familyOf = (place: number) => Math.floor(place / 3)
      const held = new Set(validation.map(familyOf))
      expect(training.filter((place) => held.has(familyOf(place)))).toEqual([])
      expect(validation.length).toBeGreaterThanOrEqual(0.2 * all.length)
    }
  })

  it('leaves nothing to hold out of copies of one picture', () => {
    const copies = Array.from({ length: 5 }, () => different[0])
    const { training, validation } = splitPhotos(copies, 0.2, 1)
    expect([training.length, validation.length]).toContain(0)
  })
})

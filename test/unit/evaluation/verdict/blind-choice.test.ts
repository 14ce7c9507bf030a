import { describe, expect, it } from 'vitest'
import { blindPairs, parseAnswers, scoreBlind } from '../../../../src/main/evaluation/verdict/blind-choice.ts'

const plan = { resamples: 1000, seed: 5 }
const photos = Array.from({ length: 40 }, (_, index) => `photo ${index}`)
const key = blindPairs(photos, 1)

describe('blindPairs', () => {
  it('shows every photograph once in each order', () => {
    expect(key.map(({ number }) => number)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1))
    for (const photo of photos) {
      const sides = key.filter((pair) => pair.photo === photo).map(({ candidate }) => candidate)
      expect(sides.sort()).toEqual(['left', 'right'])
    }
  })

  it('is mixed: neither photographs nor sides tell where the candidate is', () => {
    expect(key.map(({ photo }) => photo)).not.toEqual(photos.flatMap((photo) => [photo, photo]))
    const lefts = key.slice(0, 40).filter(({ candidate }) => candidate === 'left').length
    expect(lefts).toBeGreaterThan(10)
    expect(lefts).toBeLessThan(30)
    expect(blindPairs(photos, 2)).not.toEqual(key)
    expect(blindPairs(photos, 1)).toEqual(key)
  })
})

describe('parseAnswers', () => {
  const two = key.slice(0, 2)

  it('reads a line a pair', () => {
    expect([...parseAnswers('# reader 1\n1 left\n\n2, Tie\n', two)]).toEqual([
      [1, 'left'],
      [2, 'tie'],
    ])
  })

  it.each([
    ['1 left\n2 both', '"2 both" is no answer'],
    ['1 left\n1 right\n2 tie', 'Pair 1 is answered twice'],
    ['2 tie', 'No answer for 1'],
  ])('refuses %j', (text, message) => {
    expect(() => parseAnswers(text, two)).toThrow(message)
  })
})

describe('scoreBlind', () => {
  /** A reader who chooses the candidate in the first `share` of the photographs, in both orders. */
  const reader = (chosen: number, otherwise: 'present' | 'tie') =>
    new Map(
      key.map(({ number, photo, candidate }) => {
        const other = candidate === 'left' ? 'right' : 'left'
        const isChosen = photos.indexOf(photo) < chosen
        return [number, isChosen ? candidate : otherwise === 'tie' ? 'tie' : other] as const
      }),
    )

  it('counts a tie half', () => {
    expect(scoreBlind(key, [reader(0, 'tie')], plan)).toMatchObject({
      preference: { value: 0.5 },
      passed: false,
    })
  })

  it('passes what is clearly preferred, by the mean of the readers', () => {
    const { preference, readers, passed } = scoreBlind(
      key,
      [reader(36, 'present'), reader(32, 'present')],
      plan,
    )
    expect(readers).toEqual([0.9, 0.8])
    expect(preference.value).toBeCloseTo(0.85)
    expect(passed).toBe(true)
  })

  it('fails a preference that chance could have made', () => {
    const { preference, passed } = scoreBlind(key, [reader(23, 'present')], plan)
    expect(preference.value).toBeGreaterThan(0.55)
    expect(preference.low).toBeLessThan(0.5)
    expect(passed).toBe(false)
  })

  it('gives a reader who always says left exactly half', () => {
    const lefts = new Map(key.map(({ number }) => [number, 'left'] as const))
    expect(scoreBlind(key, [lefts], plan).preference).toEqual({ value: 0.5, low: 0.5, high: 0.5 })
  })
})

import { describe, expect, it } from 'vitest'
import { countOf, duration, harmless } from '../../../src/main/cli/terminal.ts'

describe('what others named', () => {
  it('cannot command the terminal, begin another line or turn the direction of writing', () => {
    expect(harmless('a\u001b]0;owned\u0007\u009b31m\nb\u202egpj.exe')).toBe(
      'a\\u001b]0;owned\\u0007\\u009b31m\\u000ab\\u202egpj.exe',
    )
  })

  it('stays as it is in every language, and in JSON the same value', () => {
    const name = 'Zdjęcia/Großmutter #1 100% 祖母 👩‍👧.tif'
    expect(harmless(name)).toBe(name)
    const value = { source: 'a\u009b\u001b.jpg' }
    expect(JSON.parse(harmless(JSON.stringify(value)))).toEqual(value)
  })
})

describe('for people', () => {
  it('says how long', () => {
    expect([undefined, 4.4, 125, 7260].map(duration)).toEqual(['…', '4 s', '2 min 5 s', '2 h 1 min'])
  })

  it('counts', () => {
    expect([countOf(1, 'photograph'), countOf(0, 'photograph')]).toEqual(['1 photograph', '0 photographs'])
  })
})

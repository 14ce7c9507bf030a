import { expect, it } from 'vitest'
import { coloursOfHints } from '../../../src/shared/colours-of-hints.ts'
import type { Hint } from '../../../src/shared/contract/engine.ts'

const hint = (a: number, b: number, more: Partial<Hint> = {}): Hint => ({
  x: 0,
  y: 0,
  radius: 0.03,
  a,
  b,
  ...more,
})

it('takes each colour once, one with a name before those without', () => {
  const hints = [
    ...[hint(4, -20), hint(4.5, -20.5, { name: 'Uniform' }), hint(30, 5)],
    ...[hint(4, -20, { name: 'Sea' }), hint(4, -20, { name: 'Uniform' })],
  ]
  expect(coloursOfHints(hints)).toEqual([
    { name: 'Uniform', a: 4.5, b: -20.5 },
    { name: 'Sea', a: 4, b: -20 },
    { a: 30, b: 5 },
  ])
})

it('takes none of a mark that keeps what is there', () => {
  expect(coloursOfHints([hint(1, 2, { keeps: true })])).toEqual([])
})

import { expect, test } from 'vitest'
import {
  cssColour,
  nearestSwatch,
  swatchesFor,
} from '../../../../../../src/renderer/features/develop/hints/swatches.ts'

const first = (l: number) =>
  swatchesFor(l)
    .slice(0, 5)
    .map(({ name }) => name)

test('what fits the lightness comes first', () => {
  expect(first(86)).toContain('yellow')
  expect(first(76)).toContain('sky')
  expect(first(66)).toContain('skin')
  expect(first(22)).toContain('navy')
  expect(first(22)).not.toContain('yellow')
})

test('every swatch is offered at every lightness', () => {
  expect(new Set(swatchesFor(10).map(({ name }) => name)).size).toBe(swatchesFor(90).length)
})

test('a colour is shown at the lightness of its spot', () => {
  expect(cssColour(50, { a: 0, b: 0 })).toBe('rgb(119 119 119)')
  expect(cssColour(0, { a: 50, b: 50 })).toBe('rgb(0 0 0)')
  expect(cssColour(53.24, { a: 80.09, b: 67.2 })).toBe('rgb(255 0 0)')
})

test('a colour goes by the name of the natural one that comes nearest', () => {
  expect(nearestSwatch({ a: 56, b: 34 })).toEqual({ name: 'red', same: true })
  expect(nearestSwatch({ a: 50, b: 30 })).toEqual({ name: 'red', same: false })
  expect(nearestSwatch({ a: 1, b: -1 })).toEqual({ name: 'neutral', same: true })
  expect(nearestSwatch({ a: -10, b: -30 })).toEqual({ name: 'sky', same: false })
})

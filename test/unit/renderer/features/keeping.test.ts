import { expect, test } from 'vitest'
import { keepingOf } from '../../../../src/renderer/features/develop/keeping.ts'
import { type Recipe, recipeSchema, type Version } from '../../../../src/shared/contract/library.ts'

const recipe: Recipe = recipeSchema.parse({ model: 'tintype-mobile', size: 256, adjustments: {} })
const hinted: Recipe = { ...recipe, hints: [{ x: 0.1, y: 0.2, radius: 0.01, a: 9, b: 9 }] }
const version = (id: number, of: Recipe, current: boolean): Version => ({
  id,
  photo: 1,
  name: `${id}`,
  map: 'map',
  recipe: of,
  weights: 'w',
  created: '2026-11-24',
  current,
})

test('a photo without colours needs nothing', () => {
  expect(keepingOf(null, [])).toEqual({ kind: 'nothing' })
})

test('what the library shows already needs nothing', () => {
  expect(keepingOf(recipe, [version(1, recipe, true)])).toEqual({ kind: 'nothing' })
})

test('new colours need a new version', () => {
  expect(keepingOf(hinted, [version(1, recipe, true)])).toEqual({ kind: 'create' })
})

test('sliders alone change the version that is there', () => {
  const weaker = { ...recipe, adjustments: { ...recipe.adjustments, strength: 0.5 } }
  expect(keepingOf(weaker, [version(1, recipe, true)])).toMatchObject({ kind: 'adjust', version: { id: 1 } })
})

test('going back to an earlier version selects it', () => {
  const versions = [version(1, recipe, false), version(2, hinted, true)]
  expect(keepingOf(recipe, versions)).toMatchObject({ kind: 'select', version: { id: 1 } })
})

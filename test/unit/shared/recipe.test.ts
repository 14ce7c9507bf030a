import { expect, it } from 'vitest'
import type { Hint } from '../../../src/shared/contract/engine.ts'
import type { ColourRecipe, ResultRecipe } from '../../../src/shared/recipe.ts'
import { colourKey, resultKey, usualAdjustments } from '../../../src/shared/recipe.ts'

const hints = [{ x: 0.5, y: 0.25, radius: 0.03, a: 20, b: -5 }]
const recipe: ColourRecipe = { model: 'm', size: 256, flipAveraged: false, hints }
const result: ResultRecipe = {
  ...{ weights: 'w', size: 256, flipAveraged: false, hints, adjustments: usualAdjustments },
  ...{ format: 'png', depth: 8, metadata: true },
}

it('keys of before there was a choice of hint methods stay as they were', () => {
  const former = '["m",256,false,[[0.5,0.25,0.03,20,-5]],null]'
  expect(colourKey(recipe)).toBe(former)
  expect(colourKey({ ...recipe, hintMethod: 'network' })).toBe(former)
  expect(resultKey(result)).toBe('[1,"w",256,false,[[0.5,0.25,0.03,20,-5]],[[],"bilinear"],"png",8,true]')
})

it('hints by another method are other colours, and another result', () => {
  const methods = ['network', 'field-1', 'both-1'] as const
  expect(new Set(methods.map((hintMethod) => colourKey({ ...recipe, hintMethod }))).size).toBe(3)
  expect(new Set(methods.map((hintMethod) => resultKey({ ...result, hintMethod }))).size).toBe(3)
})

it('a stroke, its reach, and what it keeps are other colours each; its name and its group are not', () => {
  const [pin] = hints
  const others: Partial<Hint>[] = [
    ...[{ path: [{ x: 0, y: 0 }] }, { path: [{ x: 1, y: 0 }] }, { keeps: true as const }],
    ...[{ reach: 'spot' as const }, { reach: 'alike' as const }, {}],
  ]
  const keyOf = (more: Partial<Hint>) => colourKey({ ...recipe, hints: [{ ...pin, ...more }] })
  expect(new Set(others.map(keyOf)).size).toBe(others.length)
  expect(keyOf({ reach: 'thing', name: 'Her dress', group: 2 })).toBe(keyOf({}))
})

it('without hints the method makes no difference', () => {
  expect(colourKey({ ...recipe, hints: [], hintMethod: 'field-1' })).toBe(colourKey({ ...recipe, hints: [] }))
})

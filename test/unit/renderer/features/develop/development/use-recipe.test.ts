// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { DraftRecipe } from '../../../../../../src/renderer/features/develop/development/colourist.ts'
import { Line } from '../../../../../../src/renderer/features/develop/development/draft-keeper.ts'
import { useRecipe } from '../../../../../../src/renderer/features/develop/development/use-recipe.ts'
import { usualAdjustments } from '../../../../../../src/shared/recipe.ts'

function recipeOf(a: number): DraftRecipe {
  const hints = [{ x: 0.5, y: 0.5, radius: 0.03, a, b: 0 }]
  return { model: 'one', size: 256, flipAveraged: false, hints, adjustments: usualAdjustments }
}

test('what is tried on is shown alone, is no step, and ends with the next one', () => {
  const { result } = renderHook(() => useRecipe(() => ({ recipe: recipeOf(0), line: new Line(null) })))
  act(() => result.current.preview(recipeOf(1)))
  expect(result.current).toMatchObject({ shown: recipeOf(1), recipe: recipeOf(0), touched: false })
  expect(result.current.undo).toBeUndefined()
  act(() => result.current.preview(undefined))
  expect(result.current.shown).toEqual(recipeOf(0))
  act(() => result.current.preview(recipeOf(1)))
  act(() => result.current.drag(recipeOf(2)))
  expect(result.current.shown).toEqual(recipeOf(2))
  act(() => result.current.preview(recipeOf(1)))
  act(() => result.current.set(recipeOf(3)))
  expect(result.current.shown).toEqual(recipeOf(3))
  act(() => result.current.undo?.())
  expect(result.current.shown).toEqual(recipeOf(0))
})

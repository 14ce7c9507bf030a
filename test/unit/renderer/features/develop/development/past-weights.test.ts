import { expect, test } from 'vitest'
import {
  withoutPastWeights,
  withPastWeights,
} from '../../../../../../src/renderer/features/develop/development/past-weights.ts'
import { recipeSchema, type Version } from '../../../../../../src/shared/contract/library.ts'
import { tunedModel } from '../../../../../fixtures/app-server/models.ts'

const model = tunedModel('own', 'Own')
const version: Version = {
  id: 1,
  photo: 1,
  name: '',
  map: 'map',
  recipe: recipeSchema.parse({ model: 'own', size: 256, adjustments: {} }),
  weights: model.weights,
  created: '2026-11-24',
  current: true,
}

test('a version of the weights of today is as it was stored', () => {
  expect(withPastWeights(version, [model])).toBe(version)
})

test('a version of other weights, or of a model that is gone, says which', () => {
  const changed = { ...model, weights: 'own 0.5' }
  for (const models of [[changed], []]) {
    expect(withPastWeights(version, models).recipe.weights).toBe(model.weights)
  }
})

test('past weights stay with their version and its sliders alone', () => {
  const past = withPastWeights(version, [])
  const { recipe } = past
  const weaker = { ...recipe, adjustments: { ...recipe.adjustments, strength: 0.5 } }
  expect(withoutPastWeights(weaker, [past])).toBe(weaker)
  expect(withoutPastWeights({ ...recipe, size: 512 }, [past]).weights).toBeUndefined()
})

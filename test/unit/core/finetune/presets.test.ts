import { expect, it } from 'vitest'
import { adviceFor, finetuneConfiguration, leastPhotos } from '../../../../src/main/core/finetune/presets.ts'
import { finetunePresets } from '../../../../src/shared/contract/finetune.ts'

it('advice changes at 20, 61 and 201 photos', () => {
  expect([0, 19, 20, 60, 61, 200, 201, 10_000].map(adviceFor)).toEqual([
    ...['too-few', 'too-few', 'few', 'few', 'good', 'good', 'plenty', 'plenty'],
  ])
  expect(leastPhotos).toBe(20)
})

it('the configuration changes where the advice does, and nowhere else', () => {
  const chosen = [20, 60, 61, 200, 201, 10_000].map((photos) => finetuneConfiguration(photos, 'standard'))
  expect(chosen[0]).toEqual(chosen[1])
  expect(chosen[2]).toEqual(chosen[3])
  expect(chosen[4]).toEqual(chosen[5])
  for (const [fewer, more] of [
    [chosen[0], chosen[2]],
    [chosen[2], chosen[4]],
  ]) {
    expect(more.steps).toBeGreaterThan(fewer.steps)
  }
  // Only with plenty of photos all of the decoder is let loose.
  expect(chosen.map(({ scope }) => scope === 'decoder')).toEqual([false, false, false, false, true, true])
})

it.each([20, 61, 201])('of %i photos a longer preset takes more steps and changes nothing else', (photos) => {
  const [quick, standard, thorough] = finetunePresets.map((preset) => finetuneConfiguration(photos, preset))
  expect(quick.steps).toBeLessThan(standard.steps)
  expect(standard.steps).toBeLessThan(thorough.steps)
  expect({ ...quick, steps: 0 }).toEqual({ ...thorough, steps: 0 })
  expect(quick.own).toBeGreaterThan(0)
  expect(quick.rehearsed).toBeGreaterThan(0)
})

import { expect, test } from 'vitest'
import { type Comparison, panesOf } from '../../../../../../src/renderer/features/develop/canvas/compare.ts'
import { fitView } from '../../../../../../src/renderer/features/develop/canvas/view.ts'

const photo = { width: 1000, height: 1000 }
const canvas = { width: 1000, height: 432 }
const view = fitView(photo, canvas)
const plain: Comparison = { mode: 'off', divider: 0.25, held: false }

test('one pane shows the colours, or the original while it is held', () => {
  expect(panesOf(view, photo, canvas, plain, 1)).toEqual([
    { photo: [300, 16, 400, 400], clip: [0, 0, 1000, 432], colours: 0 },
  ])
  expect(panesOf(view, photo, canvas, { ...plain, held: true }, 1)[0].colours).toBeNull()
})

test('the slider shows the same photo twice, cut at the divider', () => {
  const [before, after] = panesOf(view, photo, canvas, { ...plain, mode: 'slider' }, 2)
  expect(before.photo).toEqual(after.photo)
  expect(before).toMatchObject({ clip: [0, 0, 500, 864], colours: null })
  expect(after).toMatchObject({ clip: [500, 0, 1500, 864], colours: 0 })
})

test('side by side shows it in either half', () => {
  const half = fitView(photo, { width: 500, height: 432 })
  const [before, after] = panesOf(half, photo, canvas, { ...plain, mode: 'side' }, 1)
  expect(after.photo[0] - before.photo[0]).toBe(500)
  expect([before.colours, after.colours]).toEqual([null, 0])
})

test('a version takes the place of the original, except while that is held', () => {
  for (const mode of ['slider', 'side'] as const) {
    const against = { ...plain, mode, against: 7 }
    expect(panesOf(view, photo, canvas, against, 1).map(({ colours }) => colours)).toEqual([1, 0])
    const held = panesOf(view, photo, canvas, { ...against, held: true }, 1)
    expect(held.map(({ colours }) => colours)).toEqual([null, null])
  }
})

import { beforeEach, expect, test } from 'vitest'
import { Colourist } from '../../../../../../src/renderer/features/develop/development/colourist.ts'
import { InventedApp } from '../../../../../fixtures/app-server/server.ts'

const hint = { x: 0.5, y: 0.5, radius: 0.01, a: 50, b: 20 }
const recipe = { model: 'tintype-mobile', size: 256 as const, flipAveraged: false, hints: [] }

let app: InventedApp
let colourist: Colourist
const calls = () => app.calls.map(({ name }) => name)

beforeEach(() => {
  app = new InventedApp({ photos: 3 })
  colourist = new Colourist(app.host().client, app.photos[0].id, async () => undefined)
})

test('the first colours take L and the whole network, hints after that the decoder alone', async () => {
  const { data } = await colourist.colours(recipe)
  expect(data.some((value) => value !== 0)).toBe(true)
  const hinted = await colourist.colours({ ...recipe, hints: [hint] })
  expect(hinted.data).not.toEqual(data)
  expect(calls()).toEqual(['develop.l', 'predict', 'rehint'])
})

test('what was computed once is at hand: undo asks for nothing', async () => {
  const first = await colourist.colours(recipe)
  await colourist.colours({ ...recipe, hints: [hint] })
  const before = calls().length
  expect(await colourist.colours(recipe)).toBe(first)
  expect(calls()).toHaveLength(before)
})

test('when the engine forgot the features, L is sent again and the result is the same', async () => {
  await colourist.colours(recipe)
  app.forgetFeatures()
  const hinted = await colourist.colours({ ...recipe, hints: [hint] })
  expect(calls()).toEqual(['develop.l', 'predict', 'rehint', 'predict'])
  const other = new Colourist(app.host().client, app.photos[0].id, async () => undefined)
  expect((await other.colours({ ...recipe, hints: [hint] })).data).toEqual(hinted.data)
})

test('another size or model has features of its own', async () => {
  await colourist.colours(recipe)
  await colourist.colours({ ...recipe, size: 128, hints: [hint] })
  await colourist.colours({ ...recipe, model: 'grandfather' })
  expect(calls()).toEqual(['develop.l', 'predict', 'develop.l', 'predict', 'predict'])
})

test('a stored version is read, not computed', async () => {
  const map = { data: new Float32Array([1, 2]), width: 1, height: 1 }
  const stored = new Colourist(app.host().client, app.photos[0].id, async () => map)
  expect(await stored.colours(recipe)).toBe(map)
  expect(calls()).toEqual([])
})

test('a failed reading of L is tried again the next time', async () => {
  const missing = new Colourist(app.host().client, 99, async () => undefined)
  await expect(missing.colours(recipe)).rejects.toMatchObject({ kind: 'bad-request' })
  await expect(missing.colours(recipe)).rejects.toMatchObject({ kind: 'bad-request' })
  expect(calls()).toEqual(['develop.l', 'develop.l'])
})

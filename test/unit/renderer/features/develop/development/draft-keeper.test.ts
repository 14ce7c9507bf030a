import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  DraftKeeper,
  draftsSettled,
  isOwn,
  Line,
  versionLike,
} from '../../../../../../src/renderer/features/develop/development/draft-keeper.ts'
import { type Recipe, recipeSchema, type Version } from '../../../../../../src/shared/contract/library.ts'
import { InventedApp } from '../../../../../fixtures/app-server/server.ts'

const recipe: Recipe = recipeSchema.parse({ model: 'tintype-mobile', size: 256, adjustments: {} })
const hinted: Recipe = { ...recipe, hints: [{ x: 0.1, y: 0.2, radius: 0.01, a: 9, b: 9 }] }
const weaker: Recipe = { ...recipe, adjustments: { ...recipe.adjustments, strength: 0.5 } }

describe('the version that looks like a recipe', () => {
  const version = (id: number, of: Recipe, current = false): Version => ({
    ...{ id, photo: 1, name: `${id}`, map: 'map', recipe: of, weights: 'w', created: '2026-11-24', current },
  })

  test('has its colours and its sliders', () => {
    const versions = [version(1, recipe), version(2, hinted), version(3, weaker)]
    expect(versionLike(weaker, versions)?.id).toBe(3)
    expect(versionLike({ ...hinted, adjustments: weaker.adjustments }, versions)).toBeUndefined()
    expect(versionLike(null, versions)).toBeUndefined()
  })

  test('has hints of the same names and groups, which nobody sees on the photo', () => {
    const [hint] = hinted.hints
    for (const change of [{ group: 1 }, { name: 'sleeve' }]) {
      expect(
        versionLike({ ...hinted, hints: [{ ...hint, ...change }] }, [version(1, hinted)]),
      ).toBeUndefined()
    }
    expect(versionLike(hinted, [version(1, hinted)])?.id).toBe(1)
  })

  test('is the one that is shown, where several look alike', () => {
    expect(versionLike(recipe, [version(1, recipe, true), version(2, recipe)])?.id).toBe(1)
    expect(versionLike(recipe, [version(1, recipe), version(2, recipe)])?.id).toBe(2)
  })
})

describe('drafts', () => {
  const content = (of: Recipe) => ({ recipe: of, weights: 'w' })

  function open() {
    const app = new InventedApp({ photos: 1 })
    const [photo] = app.photos
    const told = { diverged: 0, failed: 0 }
    const keeper = new DraftKeeper(app.host(), photo, {
      diverged: () => void told.diverged++,
      failed: () => void told.failed++,
    })
    const recipes = () => app.drafts.map((draft) => draft.recipe)
    return { app, photo, keeper, told, recipes }
  }

  test('are saved when they rest, the newest state alone, and at once when the photo is left', async () => {
    const { app, keeper, recipes } = open()
    const line = new Line(null)
    keeper.put(line, content(recipe))
    keeper.put(line, content(hinted))
    expect(recipes()).toEqual([])
    await expect.poll(recipes).toEqual([hinted])
    keeper.put(line, content(weaker))
    keeper.flush()
    await draftsSettled()
    expect(recipes()).toEqual([weaker])
    expect(app.calls.map(({ name }) => name)).toEqual(['drafts.save', 'drafts.save'])
    expect(isOwn(app.drafts[0])).toBe(true)
  })

  test('of two lines of work are two, and one that is no draft any more goes', async () => {
    const { keeper, recipes } = open()
    const [one, other] = [new Line(null), new Line(null)]
    keeper.put(one, content(recipe))
    keeper.put(other, content(hinted))
    keeper.flush()
    await draftsSettled()
    expect(recipes()).toEqual([recipe, hinted])
    keeper.put(one, null)
    keeper.flush()
    await draftsSettled()
    expect(recipes()).toEqual([hinted])
    keeper.put(one, content(weaker))
    keeper.flush()
    await draftsSettled()
    expect(recipes()).toEqual([hinted, weaker])
  })

  test('that somebody else changed are left alone: what is done here becomes another', async () => {
    const { app, photo, keeper, told, recipes } = open()
    const theirs = app.host().client
    const given = { photo: photo.id, hash: photo.hash, version: null, weights: 'w' }
    const saved = await theirs['drafts.save']({ ...given, writer: 'theirs', recipe })
    if (saved.state !== 'saved') throw new Error('the first draft was refused')
    const line = new Line(null, saved.draft)
    await theirs['drafts.save']({ ...given, writer: 'theirs', draft: saved.draft, recipe: hinted })
    keeper.put(line, content(weaker))
    keeper.flush()
    await draftsSettled()
    expect(recipes()).toEqual([hinted, weaker])
    expect(told).toEqual({ diverged: 1, failed: 0 })
  })

  test('are saved once core is back, as they are by then, and once', async () => {
    const { app, photo, told, recipes } = open()
    const host = app.host()
    let refusing = true
    const links: ((state: { up: true }) => void)[] = []
    const save: (typeof host.client)['drafts.save'] = async (args) => {
      // The answer is lost, not what was asked.
      const answer = await host.client['drafts.save'](args)
      if (refusing) throw new Error('core is gone')
      return answer
    }
    const keeper = new DraftKeeper(
      {
        client: { 'drafts.discard': host.client['drafts.discard'], 'drafts.save': save },
        onLink: (listener) => {
          links.push(listener)
          return () => {}
        },
      },
      photo,
      { diverged: () => void told.diverged++, failed: () => void told.failed++ },
    )
    const line = new Line(null)
    keeper.put(line, content(recipe))
    keeper.flush()
    await draftsSettled()
    expect(told.failed).toBe(1)
    refusing = false
    for (const listener of links) listener({ up: true })
    await draftsSettled()
    expect(recipes()).toEqual([recipe])
    keeper.put(line, content(hinted))
    keeper.flush()
    await draftsSettled()
    await sleep(10)
    expect(recipes()).toEqual([hinted])
    expect(told).toEqual({ diverged: 0, failed: 1 })
  })
})

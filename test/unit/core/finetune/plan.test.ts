import { expect, it } from 'vitest'
import type { Material, Shelf } from '../../../../src/main/core/finetune/material.ts'
import { newState, openState } from '../../../../src/main/core/finetune/plan.ts'
import { writeState } from '../../../../src/main/core/finetune/state.ts'
import type { InstalledModel } from '../../../../src/main/core/models/registry.ts'
import { temporaryFolder } from '../../../fixtures/app/open.ts'
import { smallNetwork } from '../../../fixtures/engine/write-model.ts'

/** So many photos, of which a plan needs to know no more than their fingerprints. */
function shelf(count: number, first = 0): Shelf {
  const places = Array.from({ length: count }, (_, i) => i)
  const photos = places.map((place) => ({ fingerprint: `${first + place}` }))
  return { store: { photos } as unknown as Shelf['store'], places }
}

function material(taught: number, measured = 1): Material {
  return {
    ...{ taught: shelf(taught), heldOut: shelf(4, 100), rehearsed: shelf(0), measured: shelf(measured) },
    ...{ unfit: [], close: async () => {} },
  }
}

function baseOf(facts: { title?: string; sha256?: string } = {}): InstalledModel {
  const { title = 'Base', sha256 = 'a'.repeat(64) } = facts
  const weights = { file: 'weights.safetensors', bytes: 1, sha256 }
  const file = {
    ...{ format: 'tintype-model' as const, formatVersion: 1 as const, id: 'base', revision: '1' },
    ...{ title, network: smallNetwork, weights, licence: 'MIT' },
  }
  return { folder: '/base', file, shipped: false, place: { id: 'base', folder: '/base' }, identity: sha256 }
}

const preset = 'quick'

it('takes as many photos as it needs, and others to measure by', () => {
  expect(newState(material(16), baseOf(), { preset })).toMatchObject({ step: 0, own: 2 })
  expect(() => newState(material(15), baseOf(), { preset })).toThrow(/at least 20 .* 19 of these/)
  expect(() => newState(material(16, 0), baseOf(), { preset })).toThrow(
    expect.objectContaining({ kind: 'file-unreadable' }),
  )
})

it('goes on with the same photos, weights and preset, whatever the base is called by now', async () => {
  const folder = temporaryFolder()
  const begun = { ...newState(material(16), baseOf(), { preset }), step: 7 }
  await writeState(folder, begun)
  const open = (
    photos: Material,
    base: InstalledModel,
    course = { preset } as { preset: 'quick' | 'thorough' },
  ) => openState(folder, photos, base, course)
  expect(await open(material(16), baseOf({ title: 'Renamed' }))).toEqual(begun)
  const bad = { kind: 'bad-request' }
  await expect(open(material(17), baseOf())).rejects.toMatchObject(bad)
  await expect(open(material(16), baseOf({ sha256: 'b'.repeat(64) }))).rejects.toMatchObject(bad)
  await expect(open(material(16), baseOf(), { preset: 'thorough' })).rejects.toMatchObject(bad)
})

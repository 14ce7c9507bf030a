import { expect, it } from 'vitest'
import { newState, openState } from '../../../../src/main/core/finetune/configuration.ts'
import type { Dataset } from '../../../../src/main/core/finetune/dataset.ts'
import { writeState } from '../../../../src/main/core/finetune/state.ts'
import type { InstalledModel } from '../../../../src/main/core/models/registry.ts'
import type { Subset } from '../../../../src/main/core/training/pack-photos.ts'
import { temporaryFolder } from '../../../fixtures/app/open.ts'
import { smallNetwork } from '../../../fixtures/engine/write-model.ts'

/** So many photos, of which a run needs to know no more than their fingerprints. */
function subset(count: number, first = 0): Subset {
  const indices = Array.from({ length: count }, (_, i) => i)
  const photos = indices.map((index) => ({
    ...{ path: `${index}.jpg`, colour: 'colour' as const },
    fingerprint: `${first + index}`,
  }))
  return { packed: { file: 'photos.rgb', size: 192, photos, refused: [] }, indices }
}

function dataset(training: number, drift = 1): Dataset {
  return {
    ...{ training: subset(training), heldOut: subset(4, 100), rehearsal: subset(0), drift: subset(drift) },
    unfit: [],
  }
}

function baseOf(info: { title?: string; sha256?: string } = {}): InstalledModel {
  const { title = 'Base', sha256 = 'a'.repeat(64) } = info
  const weights = { file: 'weights.safetensors', bytes: 1, sha256 }
  const file = {
    ...{ format: 'tintype-model' as const, formatVersion: 1 as const, id: 'base', revision: '1' },
    ...{ title, network: smallNetwork, weights, licence: 'MIT' },
  }
  return {
    folder: '/base',
    file,
    shipped: false,
    reference: { id: 'base', folder: '/base' },
    weightsHash: sha256,
  }
}

const preset = 'quick'

it('takes as many photos as it needs, and others to measure by', () => {
  expect(newState(dataset(16), baseOf(), { preset })).toMatchObject({ progress: { step: 0 }, own: 2 })
  expect(() => newState(dataset(15), baseOf(), { preset })).toThrow(/at least 20 .* 19 of these/)
  expect(() => newState(dataset(16, 0), baseOf(), { preset })).toThrow(
    expect.objectContaining({ kind: 'file-unreadable' }),
  )
})

it('goes on with the same photos, weights and preset, whatever the base is called by now', async () => {
  const folder = temporaryFolder()
  const fresh = newState(dataset(16), baseOf(), { preset })
  const begun = { ...fresh, progress: { ...fresh.progress, step: 7 } }
  await writeState(folder, begun)
  const open = (
    photos: Dataset,
    base: InstalledModel,
    duration = { preset } as { preset: 'quick' | 'thorough' },
  ) => openState(folder, photos, base, duration)
  expect(await open(dataset(16), baseOf({ title: 'Renamed' }))).toEqual(begun)
  const bad = { kind: 'bad-request' }
  await expect(open(dataset(17), baseOf())).rejects.toMatchObject(bad)
  await expect(open(dataset(16), baseOf({ sha256: 'b'.repeat(64) }))).rejects.toMatchObject(bad)
  await expect(open(dataset(16), baseOf(), { preset: 'thorough' })).rejects.toMatchObject(bad)
})

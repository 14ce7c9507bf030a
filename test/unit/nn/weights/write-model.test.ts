import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readModelFile } from '../../../../src/main/nn/weights/model-folder.ts'
import { readSafetensors, type StoredTensor } from '../../../../src/main/nn/weights/safetensors.ts'
import { writeModel, writeTunedModel } from '../../../../src/main/nn/weights/write-model.ts'
import { tunedOf } from '../../../fixtures/engine/tuned-model.ts'
import { smallNetwork } from '../../../fixtures/engine/write-model.ts'

const info = { id: 'test', title: 'Test', revision: '1', network: smallNetwork, licence: 'MIT' }
const tuned = tunedOf({ id: 'base', title: 'Base', revision: '1', sha256: '0'.repeat(64) }, 1)
const tensors = (...values: number[]): Map<string, StoredTensor> =>
  new Map([
    ['x', { shape: [values.length], values: new Float32Array(values) }],
    ['y', { shape: [2, 1], values: new Float32Array([0.25, -8]) }],
  ])

let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tintype-write-'))
  folder = join(parent, 'model')
})
afterEach(() => rm(parent, { recursive: true }))

const read = async () => readSafetensors(await readFile(join(folder, 'weights.safetensors')))

describe('a model', () => {
  it('is written in single precision', async () => {
    await writeModel(folder, tensors(0.1, 1e-20), info)
    expect(await read()).toEqual(tensors(0.1, 1e-20))
    expect(await readModelFile({ id: 'test', folder })).not.toHaveProperty('tuned')
  })

  it('is written over nothing', async () => {
    await writeModel(folder, tensors(1), info)
    await expect(writeModel(folder, tensors(2), info)).rejects.toMatchObject({ kind: 'output-unwritable' })
    expect(await read()).toEqual(tensors(1))
    expect(await readdir(parent)).toEqual(['model'])
  })
})

describe('a fine-tuned model', () => {
  it('is written in half precision, with all that is said of it', async () => {
    await writeTunedModel(folder, tensors(0.1, 1e-20, -65504), { ...info, tuned })
    const file = await readModelFile({ id: 'test', folder })
    expect(file).toMatchObject({ ...info, tuned })
    const { size } = await stat(join(folder, 'weights.safetensors'))
    expect(size).toBe(file.weights.bytes)
    expect(await read()).toEqual(tensors(0.0999755859375, 0, -65504))
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e6])(
    'with a difference of %d is not written',
    async (value) => {
      await expect(writeTunedModel(folder, tensors(0, value), { ...info, tuned })).rejects.toMatchObject({
        kind: 'training-diverged',
        message: expect.stringContaining('"x"'),
      })
      expect(await readdir(parent)).toEqual([])
    },
  )
})

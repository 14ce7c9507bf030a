import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readModelFile, readWeights } from '../../../../src/main/nn/weights/model-folder.ts'
import { safetensorsOf, smallNetwork, writeModel } from '../../../fixtures/engine/write-model.ts'

const shapes = new Map([['x', [2]]])
const right = safetensorsOf(new Map([['x', { shape: [2], values: new Float32Array([1, 2]) }]]))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'Großmutter #1 100% '))
})
afterEach(() => rm(folder, { recursive: true }))

async function read(): Promise<Float32Array | undefined> {
  const file = await readModelFile({ id: 'test', folder })
  return (await readWeights(folder, file, shapes)).get('x')?.values
}

describe('a model folder', () => {
  it('gives the weights it promises', async () => {
    await writeModel(folder, right)
    expect(await read()).toEqual(new Float32Array([1, 2]))
  })

  it('that is missing, or misses a file, says so', async () => {
    await expect(read()).rejects.toMatchObject({ kind: 'model-missing' })
    await writeModel(folder, right)
    await rm(join(folder, 'weights.safetensors'))
    await expect(read()).rejects.toMatchObject({ kind: 'model-missing' })
  })

  it.each<[string, Record<string, unknown>]>([
    ['another program', { format: 'other' }],
    ['a later format', { formatVersion: 2 }],
    ['an unknown network', { network: { type: 'perceiver' } }],
    ['another id', { id: 'another' }],
  ])('of %s is foreign', async (_, changes) => {
    await writeModel(folder, right, changes)
    await expect(read()).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it.each<[string, Record<string, unknown>]>([
    ['no licence', { licence: undefined }],
    ['widths that are none', { network: { ...smallNetwork, widths: [0, 4, 4, 4] } }],
    ['weights outside', { weights: { file: '../weights.safetensors', bytes: 1, sha256: '0'.repeat(64) } }],
    ['weights at an absolute path', { weights: { file: '/etc/passwd', bytes: 1, sha256: '0'.repeat(64) } }],
    ['weights named ..', { weights: { file: '..', bytes: 1, sha256: '0'.repeat(64) } }],
  ])('with %s is damaged', async (_, changes) => {
    await writeModel(folder, right, changes)
    await expect(read()).rejects.toMatchObject({ kind: 'model-damaged' })
  })

  it('whose model.json is cut short is damaged', async () => {
    await writeModel(folder, right)
    const path = join(folder, 'model.json')
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -5))
    await expect(read()).rejects.toMatchObject({ kind: 'model-damaged' })
  })

  it('whose weights lost a byte, or changed one, is damaged', async () => {
    await writeModel(folder, right)
    await writeFile(join(folder, 'weights.safetensors'), right.subarray(0, -1))
    await expect(read()).rejects.toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('bytes instead of'),
    })
    const changed = Uint8Array.from(right)
    changed[changed.length - 1] ^= 1
    await writeFile(join(folder, 'weights.safetensors'), changed)
    await expect(read()).rejects.toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('checksum'),
    })
  })

  it('whose weights are a link out of it is damaged', async () => {
    await writeModel(folder, right)
    await rm(join(folder, 'weights.safetensors'))
    await symlink(join(import.meta.dirname, 'model.test.ts'), join(folder, 'weights.safetensors'))
    await expect(read()).rejects.toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('plain file'),
    })
  })

  it.each([
    ['lacks a tensor', new Map([['y', { shape: [2], values: new Float32Array(2) }]])],
    ['has another shape', new Map([['x', { shape: [1, 2], values: new Float32Array(2) }]])],
    [
      'has one too many',
      new Map([
        ['x', { shape: [2], values: new Float32Array(2) }],
        ['y', { shape: [2], values: new Float32Array(2) }],
      ]),
    ],
  ])('that %s is foreign', async (_, tensors) => {
    await writeModel(folder, safetensorsOf(tensors))
    await expect(read()).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('that holds %s is damaged', async (value) => {
    await writeModel(
      folder,
      safetensorsOf(new Map([['x', { shape: [2], values: new Float32Array([0, value]) }]])),
    )
    await expect(read()).rejects.toMatchObject({ kind: 'model-damaged' })
  })
})

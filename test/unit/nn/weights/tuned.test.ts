import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readModelFile } from '../../../../src/main/nn/weights/model-folder.ts'
import { readEffectiveWeights } from '../../../../src/main/nn/weights/tuned.ts'
import { writeModel } from '../../../../src/main/nn/weights/write-model.ts'
import type { ModelReference } from '../../../../src/shared/contract/engine.ts'
import { writeTunedOf } from '../../../fixtures/engine/tuned-model.ts'
import {
  safetensorsOf,
  smallNetwork,
  writeModel as writeAnyModel,
} from '../../../fixtures/engine/write-model.ts'

const shapes = new Map([
  ['x', [2]],
  ['y', [1, 1]],
])
const tensor = (...values: number[]) => ({ shape: [values.length], values: new Float32Array(values) })
const baseWeights = new Map([
  ['x', tensor(1, 0.1)],
  ['y', { shape: [1, 1], values: new Float32Array([3]) }],
])
const info = { title: 'Base', revision: '7', network: smallNetwork, licence: 'MIT' }

let root: string
let base: ModelReference
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tintype-tuned-'))
  base = { id: 'base', folder: join(root, 'base') }
  await writeModel(base.folder, baseWeights, { id: 'base', ...info })
})
afterEach(() => rm(root, { recursive: true }))

const tuned = (strength: number, differences = new Map([['x', tensor(-0.5, 0.25)]])) =>
  writeTunedOf(base, join(root, `tuned-${strength}`), { strength, differences })

async function read(reference: ModelReference) {
  return readEffectiveWeights(reference, await readModelFile(reference), shapes)
}

/** Rewrites the weights of a model and what is said of them. */
async function spoil(
  reference: ModelReference,
  tensors: Map<string, { shape: number[]; values: Float32Array }>,
) {
  const { tuned } = await readModelFile(reference)
  await writeAnyModel(reference.folder, safetensorsOf(tensors), { id: reference.id, tuned })
}

describe('a fine-tuned model', () => {
  it('is its base and a share of the difference', async () => {
    expect(await read(await tuned(0))).toEqual(baseWeights)
    expect((await read(await tuned(1))).get('x')).toEqual(tensor(0.5, Math.fround(0.1) + 0.25))
    expect((await read(await tuned(0.5))).get('x')).toEqual(tensor(0.75, Math.fround(0.1) + 0.125))
    expect((await read(await tuned(0.25))).get('y')).toEqual(baseWeights.get('y'))
  })

  it('may differ in nothing', async () => {
    expect(await read(await tuned(1, new Map()))).toEqual(baseWeights)
  })

  it('without its base says which one is missing', async () => {
    const reference = await tuned(1)
    const error = { kind: 'model-missing', message: expect.stringContaining('"Base", revision 7') }
    await expect(read({ id: reference.id, folder: reference.folder })).rejects.toMatchObject(error)
    await rm(base.folder, { recursive: true })
    await expect(read(reference)).rejects.toMatchObject({ kind: 'model-missing' })
  })

  it('refuses another base', async () => {
    const reference = await tuned(1)
    const other = { id: 'other', folder: join(root, 'other') }
    await writeModel(other.folder, new Map([...baseWeights, ['x', tensor(1, 2)]]), { ...info, id: 'other' })
    const error = { kind: 'model-foreign', message: expect.stringContaining('"Base", revision 7') }
    await expect(read({ ...reference, base: { ...other, strength: 1 } })).rejects.toMatchObject(error)
    // Itself, and with it any other difference.
    await expect(
      read({ ...reference, base: { id: reference.id, folder: reference.folder, strength: 1 } }),
    ).rejects.toMatchObject(error)
  })

  it('refuses its base where that calls itself another network', async () => {
    const reference = await tuned(1)
    const path = join(base.folder, 'model.json')
    const file = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...file, network: { ...smallNetwork, context: 8 } }))
    await expect(read(reference)).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it('refuses a base whose weights are damaged', async () => {
    const reference = await tuned(1)
    const path = join(base.folder, 'weights.safetensors')
    const bytes = await readFile(path)
    bytes[bytes.length - 1] ^= 1
    await writeFile(path, bytes)
    await expect(read(reference)).rejects.toMatchObject({ kind: 'model-damaged' })
  })

  it.each([
    ['another shape', new Map([['x', { shape: [1, 2], values: new Float32Array(2) }]])],
    ['a name that the network does not know', new Map([['z', tensor(1, 2)]])],
  ])('refuses a difference of %s', async (_, differences) => {
    await expect(read(await tuned(1, differences))).rejects.toMatchObject({ kind: 'model-foreign' })
  })

  it.each([Number.NaN, Number.NEGATIVE_INFINITY])('refuses a difference of %d', async (value) => {
    const reference = await tuned(0)
    await spoil(reference, new Map([['x', tensor(0, value)]]))
    await expect(read(reference)).rejects.toMatchObject({ kind: 'model-damaged' })
  })

  it('refuses a difference that is not the one described', async () => {
    const reference = await tuned(1)
    const path = join(reference.folder, 'weights.safetensors')
    await writeFile(path, (await readFile(path)).subarray(1))
    await expect(read(reference)).rejects.toMatchObject({ kind: 'model-damaged' })
  })
})

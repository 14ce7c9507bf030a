import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { extract, type Header, pack } from 'tar-stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openApp } from '../../../src/main/core/app.ts'
import { removeModel, renameModel, setStrength } from '../../../src/main/core/models/edit-model.ts'
import { exportModel, exportModelInto } from '../../../src/main/core/models/export.ts'
import { importModel } from '../../../src/main/core/models/install.ts'
import { findModel, listModels } from '../../../src/main/core/models/registry.ts'
import { verifyModels } from '../../../src/main/core/models/verify-models.ts'
import { enginePlan } from '../../../src/main/core/workers/plans.ts'
import { startWorker, type Worker } from '../../../src/main/transport/worker.ts'
import type { EngineContract, ModelReference } from '../../../src/shared/contract/engine.ts'
import { writeTunedOf } from '../../fixtures/engine/tuned-model.ts'
import { safetensorsOf, writeModel } from '../../fixtures/engine/write-model.ts'
import { writeOldBase } from '../../fixtures/models/base.ts'

const { home } = await vi.hoisted(() => import('../../fixtures/models/home.ts'))

let engine: Worker<EngineContract>
/** On no test's way: only what is installed of it changes. */
let base: ModelReference
let template: ModelReference
beforeAll(async () => {
  engine = await startWorker(enginePlan('wasm'))
  base = await writeOldBase(join(home, 'old base'))
  template = await writeTunedOf(base, join(home, 'draft'), { id: 'draft', title: 'Draft', strength: 0.5 })
})
afterAll(() => engine.stop())

let folder: string
let draft: ModelReference
beforeEach(async () => {
  folder = await mkdtemp(join(home, 'test '))
  draft = { ...template, folder: join(folder, 'draft') }
  await cp(template.folder, draft.folder, { recursive: true })
})
afterEach(async () => {
  for (const name of ['models', 'bases']) await rm(join(home, name), { recursive: true, force: true })
  await rm(folder, { recursive: true })
})

/** As an earlier import left it. */
const installBase = () => cp(base.folder, join(home, 'models', base.id), { recursive: true })
const entries = (name: string): string[] =>
  existsSync(join(home, name)) ? readdirSync(join(home, name)) : []

/** a* in the middle of a grey picture. */
async function colourOf(wanted: string): Promise<number> {
  const { reference } = await findModel(wanted)
  const l = { data: new Float32Array(32 * 32).fill(50), width: 32, height: 32 }
  const { ab } = await engine.client.predict({ l, model: reference })
  return ab.data[ab.data.length / 2]
}

const reddish = (value: number): unknown => expect.closeTo(110 * Math.tanh(value), 3)

describe('a fine-tuned model', () => {
  beforeEach(async () => {
    await installBase()
  })

  it('is installed under a name of its own, with a number if need be', async () => {
    expect((await importModel(draft.folder, { title: 'Omas Bilder' })).file).toMatchObject({
      ...{ id: 'omas-bilder', title: 'Omas Bilder' },
      tuned: { base: { id: 'old-base', revision: '7' }, strength: 0.5 },
    })
    const second = await importModel(draft.folder, { title: 'Omas Bilder' })
    expect(second.file).toMatchObject({ id: 'omas-bilder-2', title: 'Omas Bilder' })
    await expect(importModel(draft.folder, { id: 'omas-bilder' })).rejects.toMatchObject({
      kind: 'bad-request',
    })
    expect(entries('models')).toEqual(['old-base', 'omas-bilder', 'omas-bilder-2'])
    expect(readdirSync(join(home, 'models', 'omas-bilder')).sort()).toEqual([
      'model.json',
      'weights.safetensors',
    ])
  })

  it('colours as its base does, and as much as its strength says in its own way', async () => {
    const { weightsHash } = await importModel(draft.folder)
    const identities = new Set([weightsHash, (await findModel('old-base')).weightsHash])
    expect(await colourOf('draft')).toEqual(reddish(0.25 + 0.125 / 2))
    await setStrength('draft', 0)
    expect(await colourOf('draft')).toBe(await colourOf('old-base'))
    identities.add((await findModel('draft')).weightsHash)
    await setStrength('draft', 1)
    expect(await colourOf('draft')).toEqual(reddish(0.25 + 0.125))
    identities.add((await findModel('draft')).weightsHash)
    expect(identities.size).toBe(4)
    await setStrength('draft', 0.5)
    expect(await findModel('draft')).toMatchObject({ weightsHash })
  })

  it('keeps what it stands on, whatever becomes of that, until nothing stands on it', async () => {
    await importModel(draft.folder)
    await importModel(draft.folder)
    const colour = await colourOf('draft')
    await removeModel('old-base')
    expect(entries('models')).toEqual(['draft', 'draft-2'])
    expect(await colourOf('draft')).toBe(colour)
    const [kept] = entries('bases')
    expect((await findModel('draft')).reference.base?.folder).toBe(join(home, 'bases', kept))
    expect(await verifyModels('draft')).toEqual([{ id: 'draft', folder: join(home, 'models', 'draft') }])
    await removeModel('draft-2')
    expect(entries('bases')).toEqual([kept])
    await removeModel('draft')
    expect(entries('bases')).toEqual([])
  })

  it('mends what it stands on when it is installed again', async () => {
    const path = join(folder, 'draft.tintype')
    await exportModel(draft.folder, path)
    await removeModel('old-base')
    await importModel(path)
    const [kept] = entries('bases')
    await writeFile(join(home, 'bases', kept, 'weights.safetensors'), 'damaged')
    expect(await verifyModels('draft')).toMatchObject([{ error: { kind: 'model-damaged' } }])
    await importModel(path)
    expect((await verifyModels()).filter(({ error }) => error)).toEqual([])
    expect(entries('bases')).toEqual([kept])
  })

  it('goes to another computer in one file, with what it stands on', async () => {
    await importModel(draft.folder)
    const { weightsHash } = await findModel('draft')
    const colour = await colourOf('draft')
    const path = join(folder, 'draft.tintype')
    await exportModel('draft', path)
    await removeModel('draft')
    await removeModel('old-base')
    expect((await importModel(path)).weightsHash).toBe(weightsHash)
    expect(entries('models')).toEqual(['draft'])
    expect(await colourOf('draft')).toBe(colour)
    expect((await verifyModels('draft'))[0]).not.toHaveProperty('error')
  })

  it('whose base is gone is broken, and says which one that is', async () => {
    await importModel(draft.folder)
    await removeModel('old-base')
    await rm(join(home, 'bases'), { recursive: true })
    const error = { kind: 'model-missing', message: expect.stringContaining('"Old base", revision 7') }
    await expect(findModel('draft')).rejects.toMatchObject(error)
    expect((await listModels()).broken).toEqual([{ folder: join(home, 'models', 'draft'), error }])
    expect((await verifyModels()).at(-1)).toMatchObject({ error })
  })

  it('is found broken where its base is damaged', async () => {
    await importModel(draft.folder)
    const path = join(home, 'models', 'old-base', 'weights.safetensors')
    const bytes = await readFile(path)
    bytes[bytes.length - 1] ^= 1
    await writeFile(path, bytes)
    expect((await verifyModels('draft'))[0]).toMatchObject({ error: { kind: 'model-damaged' } })
  })
})

describe('is not installed, and leaves nothing behind:', () => {
  const refused = async (source: string, error: object): Promise<void> => {
    await expect(importModel(source)).rejects.toMatchObject(error)
    expect(entries('models').filter((name) => name !== 'old-base')).toEqual([])
    expect(entries('bases')).toEqual([])
  }

  it('a difference to what is not here', async () => {
    await refused(draft.folder, {
      kind: 'model-missing',
      message: expect.stringContaining('"Old base", revision 7'),
    })
  })

  it.each<[string, Map<string, { shape: number[]; values: Float32Array }>, string]>([
    [
      'that is no number',
      new Map([['head/bias', { shape: [2], values: new Float32Array([0, Number.NaN]) }]]),
      'damaged',
    ],
    ['of another shape', new Map([['head/bias', { shape: [1, 2], values: new Float32Array(2) }]]), 'foreign'],
    [
      'of what the network has not',
      new Map([['tail/bias', { shape: [1], values: new Float32Array(1) }]]),
      'foreign',
    ],
  ])('a difference %s', async (_, differences, kind) => {
    await installBase()
    const { tuned } = JSON.parse(await readFile(join(draft.folder, 'model.json'), 'utf8'))
    await writeModel(draft.folder, safetensorsOf(differences), { id: 'draft', tuned })
    await refused(draft.folder, { kind: `model-${kind}` })
  })

  it('a folder whose description nests without end, or is none', async () => {
    await installBase()
    const path = join(draft.folder, 'model.json')
    const file = await readFile(path, 'utf8')
    await writeFile(path, file.replace('{', `{"metrics":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}},`))
    await refused(draft.folder, { kind: 'model-damaged', message: expect.stringContaining('nests deeper') })
    await writeFile(path, Buffer.alloc(2 ** 21, ' '))
    await refused(draft.folder, { kind: 'model-damaged', message: expect.stringContaining('too many') })
    await rm(path)
    await mkdir(path)
    await refused(draft.folder, { kind: 'model-damaged', message: expect.stringContaining('no file') })
  })

  it('a folder whose weights are far longer than it says', async () => {
    await installBase()
    await truncate(join(draft.folder, 'weights.safetensors'), 2 ** 40)
    await refused(draft.folder, { kind: 'model-damaged', message: expect.stringContaining('instead of') })
  })

  it.runIf(existsSync('/dev/zero'))('a folder whose weights are a link', async () => {
    await installBase()
    const weights = join(draft.folder, 'weights.safetensors')
    await rm(weights)
    await symlink('/dev/zero', weights)
    await refused(draft.folder, { kind: 'model-damaged' })
  })

  describe('a file', () => {
    type Part = Partial<Header> & Pick<Header, 'name'>
    type Parts = Map<string, { header: Part; content: Uint8Array }>

    let right: Promise<Parts> | undefined
    /** What is in the file of the draft with its base. */
    async function rightParts(): Promise<Parts> {
      await installBase()
      const path = join(folder, 'right.tintype')
      await exportModel(draft.folder, path)
      await removeModel(base.id)
      const parts: Parts = new Map()
      const reading = extract()
      reading.end(await readFile(path))
      for await (const entry of reading) {
        parts.set(entry.header.name, { header: entry.header, content: await buffer(entry) })
      }
      return parts
    }

    /** The file of the draft with its base, as `change` leaves it. */
    async function packed(change: (parts: Parts) => void): Promise<string> {
      right ??= rightParts()
      const parts = structuredClone(await right)
      change(parts)
      const tar = pack()
      for (const { header, content } of parts.values()) {
        if (header.type === 'file') tar.entry({ ...header, size: content.length }, content)
        else tar.entry(header)
      }
      tar.finalize()
      const path = join(folder, 'changed.tintype')
      await writeFile(path, await buffer(tar))
      return path
    }

    it('that is right, to begin with, is', async () => {
      const path = await packed(() => {})
      expect(await importModel(path)).toMatchObject({ file: { id: 'draft' } })
    })

    it('without the base', async () => {
      const path = await packed((parts) => {
        parts.delete('base/model.json')
        parts.delete('base/weights.safetensors')
      })
      await refused(path, {
        kind: 'model-missing',
        message: expect.stringContaining('"Old base", revision 7'),
      })
    })

    it('with another base', async () => {
      const other = await writeOldBase(join(folder, 'other'), 0.5)
      const files = await Promise.all(
        ['model.json', 'weights.safetensors'].map(async (name) => ({
          name: `base/${name}`,
          content: await readFile(join(other.folder, name)),
        })),
      )
      const path = await packed((parts) => {
        for (const { name, content } of files)
          parts.set(name, { header: { ...parts.get(name)!.header }, content })
      })
      await refused(path, { kind: 'model-missing' })
    })

    it.each(['weights.safetensors', 'base/weights.safetensors'])('with a changed %s', async (name) => {
      const path = await packed((parts) => {
        const { content } = parts.get(name)!
        content[content.length - 1] ^= 1
      })
      await refused(path, { kind: 'model-damaged' })
    })

    it.each<Part>([
      { name: '../escaped.safetensors', type: 'file' },
      { name: 'base/../../escaped.safetensors', type: 'file' },
      { name: 'base/../escaped.safetensors', type: 'file' },
      { name: 'base/base/weights.safetensors', type: 'file' },
      { name: 'base\\..\\escaped.safetensors', type: 'file' },
      { name: '/tmp/escaped.safetensors', type: 'file' },
      { name: 'other/weights.safetensors', type: 'file' },
      { name: 'base', type: 'directory' },
      { name: 'base', type: 'symlink', linkname: '/tmp' },
      { name: 'base/escaped.safetensors', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'escaped.safetensors', type: 'link', linkname: '/etc/passwd' },
    ])('with $name, a $type', async (header) => {
      const path = await packed((parts) => {
        parts.set('more', { header, content: Buffer.from('x') })
      })
      await refused(path, { kind: 'model-foreign', message: expect.stringContaining(header.name) })
      expect(existsSync('/tmp/escaped.safetensors')).toBe(false)
    })

    it('that is none, or would never end', async () => {
      await writeFile(join(folder, 'empty'), '')
      await refused(join(folder, 'empty'), { kind: 'model-damaged' })
      await refused(join(folder, 'nowhere'), { kind: 'model-damaged' })
      if (existsSync('/dev/zero')) await refused('/dev/zero', { kind: 'model-damaged' })
    })

    it('with more parts than a model has', async () => {
      const path = await packed((parts) => {
        for (let more = 0; more < 2000; more++) {
          const header: Part = { name: `more-${more}.safetensors`, type: 'file' }
          parts.set(header.name, { header, content: Buffer.from('x') })
        }
      })
      await refused(path, { kind: 'model-foreign', message: expect.stringContaining('more than 4 parts') })
    })

    it.each<[string, Part]>([
      ['a name as long as a book', { name: `${'x'.repeat(200_000)}.safetensors`, type: 'file' }],
      ['a name longer than a model has', { name: `${'x'.repeat(120)}.safetensors`, type: 'file' }],
      ['an unknown type', { name: 'fifo.safetensors', type: 'fifo' }],
    ])('with %s', async (_, header) => {
      const path = await packed((parts) => {
        parts.set('more', { header, content: Buffer.from('x') })
      })
      const error = await importModel(path).catch((thrown) => thrown)
      expect(error).toMatchObject({ kind: 'model-foreign' })
      expect(error.message.length).toBeLessThan(1000)
      await refused(path, { kind: 'model-foreign' })
    })

    it('with headers of headers without end', async () => {
      const one = Buffer.from('3000000 comment='.padEnd(2_999_999, 'x').concat('\n'))
      const header = await paxHeaderOf(one.length)
      const path = join(folder, 'pax.tintype')
      const block = Buffer.concat([header, one, Buffer.alloc(512 - (one.length % 512))])
      await writeFile(path, Buffer.concat([block, block]))
      await refused(path, { kind: 'model-foreign', message: expect.stringContaining('around its parts') })
    })

    it('with millions of empty blocks', async () => {
      await writeFile(join(folder, 'zeros'), Buffer.alloc(3_000_000))
      await refused(join(folder, 'zeros'), { kind: 'model-foreign' })
    })

    it('with a part twice', async () => {
      const path = await packed((parts) => {
        parts.delete('base/model.json')
        parts.set('more', parts.get('base/weights.safetensors')!)
      })
      await refused(path, { kind: 'model-damaged' })
    })
  })
})

/** The header that tar writes before a table of `bytes`. */
async function paxHeaderOf(bytes: number): Promise<Buffer> {
  const tar = pack()
  tar.entry({ name: 'PaxHeader', type: 'file' }, Buffer.alloc(0))
  tar.finalize()
  const header = (await buffer(tar)).subarray(0, 512)
  header.write(`${bytes.toString(8).padStart(11, '0')} `, 124)
  header.write('x', 156)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

describe('a change', () => {
  beforeEach(async () => {
    await installBase()
    await importModel(draft.folder)
  })

  it('of name or strength leaves all else as it is', async () => {
    const path = join(home, 'models', 'draft', 'model.json')
    const before = JSON.parse(await readFile(path, 'utf8'))
    await renameModel('draft', 'Großmutters Alben')
    await setStrength('draft', 0.25)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      ...before,
      title: 'Großmutters Alben',
      tuned: { ...before.tuned, strength: 0.25 },
    })
    expect(readdirSync(join(home, 'models', 'draft'))).toHaveLength(2)
  })

  it('is refused where it makes no sense', async () => {
    for (const change of [
      () => setStrength('old-base', 0.5),
      () => setStrength('tintype-mobile', 0.5),
      () => renameModel('tintype-mobile', 'Mine'),
      () => removeModel('tintype-mobile'),
      () => removeModel(draft.folder),
      () => renameModel(draft.folder, 'Mine'),
    ]) {
      await expect(change()).rejects.toMatchObject({ kind: 'bad-request' })
    }
    await expect(removeModel('nowhere')).rejects.toMatchObject({ kind: 'model-missing' })
    expect(entries('models')).toEqual(['draft', 'old-base'])
    expect(existsSync(draft.folder)).toBe(true)
  })
})

describe('what a process that was killed left behind', () => {
  const gone = 2 ** 22 - 1
  const leave = async (folder: string, ...names: string[]): Promise<void> => {
    for (const name of names) {
      await mkdir(join(home, folder, name, 'model'), { recursive: true })
      await writeFile(join(home, folder, name, 'model', 'weights.safetensors'), 'half')
    }
  }

  it('goes with the next import; what runs, and what is no such thing, stays', async () => {
    await installBase()
    const kept = [`.making-${process.ppid}-AbCd12`, '.making-of', '.import-', '.hidden']
    await leave(
      'models',
      `.making-${gone}-AbCd12`,
      `.making-${process.pid}-AbCd12`,
      '.import-AbCd12',
      ...kept,
    )
    await leave('bases', `.making-${gone}-AbCd12`, '.keep-AbCd12')
    await importModel(draft.folder)
    expect(entries('models').sort()).toEqual([...kept, 'draft', 'old-base'].sort())
    expect(entries('bases')).toHaveLength(1)
  })

  it('goes at the next start', async () => {
    await leave('models', `.making-${gone}-AbCd12`)
    await leave('bases', '.keep-AbCd12')
    const app = await openApp({ library: join(folder, 'library') })
    await app.close()
    expect([...entries('models'), ...entries('bases')]).toEqual([])
  })

  it('is nothing of a removed model that could pass for a broken one', async () => {
    await installBase()
    await removeModel('old-base')
    expect(entries('models')).toEqual([])
    expect((await listModels()).broken).toEqual([])
  })
})

describe('a file that is written', () => {
  it('is called as the model is, and never takes the place of another', async () => {
    await installBase()
    await importModel(draft.folder, { title: 'Oma: 1931/32' })
    const out = await mkdtemp(join(folder, 'out'))
    expect(await exportModelInto('oma-1931-32', out)).toBe(join(out, 'Oma 193132.tintype'))
    expect(await exportModelInto('oma-1931-32', out)).toBe(join(out, 'Oma 193132-2.tintype'))
    expect(readdirSync(out).sort()).toEqual(['Oma 193132-2.tintype', 'Oma 193132.tintype'])
  })

  it('is left unwritten, with a word, where a part of the model is gone', async () => {
    await installBase()
    await rm(join(draft.folder, 'weights.safetensors'))
    const out = await mkdtemp(join(folder, 'out'))
    await expect(exportModelInto(draft.folder, out)).rejects.toMatchObject({ kind: 'output-unwritable' })
    expect(readdirSync(out)).toEqual([])
    await expect(exportModelInto('old-base', join(base.folder, 'model.json'))).rejects.toMatchObject({
      kind: 'output-unwritable',
    })
  })
})

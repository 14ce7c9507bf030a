import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { inside } from '../../fixtures/cli/inside.ts'
import { run, start } from '../../fixtures/cli/run.ts'
import { bootstrap } from '../../fixtures/engine/places.ts'

const { home: root } = await vi.hoisted(() => import('../../fixtures/models/home.ts'))
const { modelsCommand } = await import('../../../src/main/cli/commands/models.ts')

const packed = join(root, 'bootstrap.tintype')
const models = (...args: string[]) => inside(modelsCommand(), ...args)

beforeAll(async () => {
  const { code } = await run('models', 'export', bootstrap.folder, packed)
  expect(code).toBe(0)
})

/** A tar of the parts given. */
async function tar(name: string, parts: Record<string, string | Buffer>): Promise<string> {
  const archive = pack()
  for (const [part, content] of Object.entries(parts)) archive.entry({ name: part }, content)
  archive.finalize()
  const path = join(root, name)
  writeFileSync(path, await buffer(archive))
  return path
}

describe('a model as one file', () => {
  it('comes back as it was', async () => {
    expect((await models('import', packed, '--as', 'copy')).code).toBe(0)
    const place = join(root, 'models', 'copy')
    const weights = (folder: string) => readFileSync(join(folder, 'weights.safetensors'))
    expect(weights(place).equals(weights(bootstrap.folder))).toBe(true)
    expect((await models('list')).stdout).toMatch(/^copy +tintype-mobile/m)
    expect(JSON.parse((await models('show', 'copy', '--json')).stdout)).toMatchObject({
      id: 'copy',
      shipped: false,
    })
    expect((await models('verify', 'copy')).stdout).toMatch(/^copy +right\n$/)
  })

  it('is written over nothing', async () => {
    const { code, stderr } = await run('models', 'export', bootstrap.folder, packed)
    expect(code).toBe(1)
    expect(stderr).toContain('is there already')
  })

  it('needs a name of its own', async () => {
    await models('import', packed, '--as', 'taken')
    for (const name of ['taken', 'tintype-mobile', '../outside', 'Capital']) {
      expect((await models('import', packed, '--as', name)).code).toBe(1)
    }
  })
})

describe('is refused, and leaves nothing behind:', () => {
  const refused = async (path: string): Promise<string> => {
    const before = readdirSync(join(root, 'models'))
    const { code, stderr } = await models('import', path, '--as', 'refused')
    expect(code).toBe(1)
    expect(readdirSync(join(root, 'models'))).toEqual(before)
    return stderr
  }
  const description = () => readFileSync(join(bootstrap.folder, 'model.json'), 'utf8')

  it('a file that leads out of its folder', async () => {
    const path = await tar('outside.tintype', { 'model.json': description(), '../outside.safetensors': 'x' })
    expect(await refused(path)).toContain('no model of Tintype')
    expect(existsSync(join(root, 'outside.safetensors'))).toBe(false)
  })

  it('a file with anything else in it', async () => {
    expect(await refused(await tar('extra.tintype', { 'run.js': 'x' }))).toContain('run.js')
  })

  it('weights that are not those described', async () => {
    const parts = { 'model.json': description(), 'weights.safetensors': 'x' }
    expect(await refused(await tar('changed.tintype', parts))).toContain('damaged')
  })

  it('a file that ends too soon, or is none', async () => {
    const cut = join(root, 'cut.tintype')
    writeFileSync(cut, readFileSync(packed).subarray(0, 100_000))
    await refused(cut)
    const text = join(root, 'text.tintype')
    writeFileSync(text, 'no model')
    await refused(text)
    await refused(join(root, 'nowhere.tintype'))
  })
})

it('verify finds a model whose weights have changed', async () => {
  await models('import', packed, '--as', 'spoilt')
  appendFileSync(join(root, 'models', 'spoilt', 'weights.safetensors'), 'x')
  const { code, stdout } = await models('verify')
  expect(code).toBe(1)
  expect(stdout).toMatch(/^spoilt +BROKEN/m)
  expect(stdout).toMatch(/^tintype-mobile +right/m)
})

it('remove deletes what was installed, and nothing else', async () => {
  await models('import', packed, '--as', 'gone')
  expect((await models('remove', 'gone')).code).toBe(0)
  expect(existsSync(join(root, 'models', 'gone'))).toBe(false)
  for (const other of ['gone', 'tintype-mobile', bootstrap.folder]) {
    expect((await models('remove', other)).code).toBe(1)
  }
  expect(existsSync(join(bootstrap.folder, 'model.json'))).toBe(true)
})

it('what a killed import leaves is gone with the next one', async () => {
  const installed = () => (existsSync(join(root, 'models')) ? readdirSync(join(root, 'models')) : [])
  const workshops = () => installed().filter((name) => name.startsWith('.making-'))
  const { child, ended } = start(['models', 'import', packed, '--as', 'killed'])
  await expect
    .poll(() => workshops().some((name) => existsSync(join(root, 'models', name, 'model', 'model.json'))), {
      timeout: 30_000,
      interval: 5,
    })
    .toBe(true)
  child.kill('SIGKILL')
  await ended
  expect(workshops()).toHaveLength(1)
  expect((await models('import', packed, '--as', 'next')).code).toBe(0)
  expect(workshops()).toEqual([])
  expect(installed()).not.toContain('killed')
  expect((await models('remove', 'next')).code).toBe(0)
})

describe('import-backbone', () => {
  it('refuses a network that is no ResNet18', async () => {
    const other = join(import.meta.dirname, '../../fixtures/engine/resnet18.safetensors')
    const { code, stderr } = await models('import-backbone', other)
    expect(code).toBe(1)
    expect(stderr).toContain('no ResNet18 of torchvision')
  })

  it('says of a .pth how to convert it', async () => {
    const path = join(root, 'resnet18-f37072fd.pth')
    writeFileSync(path, 'PK\x03\x04')
    const { code, stderr } = await models('import-backbone', path)
    expect(code).toBe(1)
    expect(stderr).toContain(`torch.load(${JSON.stringify(path)}, weights_only=True)`)
  })
})

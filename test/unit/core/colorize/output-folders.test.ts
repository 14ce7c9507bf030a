import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutputFolders } from '../../../../src/main/core/colorize/output-folders.ts'
import { stopsBatch, TintypeError, toWireError } from '../../../../src/shared/errors.ts'

let root: string
let source: string
let cleared: string[]

beforeEach(() => {
  cleared = []
  root = mkdtempSync(join(tmpdir(), 'tintype-folders-'))
  mkdirSync(join(root, 'album'))
  source = join(root, 'album', 'scan.jpg')
  writeFileSync(source, 'scan')
})
afterEach(() => rmSync(root, { recursive: true }))

const sweep = async (folder: string): Promise<unknown> => cleared.push(folder)
const open = (folder: string): Promise<void> => new OutputFolders(folder).open(folder, source, sweep)

describe('a folder for results', () => {
  it('is made with all above it, by many at once too', async () => {
    const folders = new OutputFolders(join(root, 'out'))
    const wanted = Array.from({ length: 20 }, (_, i) => join(root, 'out', '1912', `box ${i}`))
    await Promise.all(wanted.map((folder) => folders.open(folder, source, sweep)))
    expect(wanted.filter((folder) => !existsSync(folder))).toEqual([])
  })

  it('is refused where it holds the original, by a link too', async () => {
    await expect(open(join(root, 'album'))).rejects.toMatchObject({ kind: 'output-is-input' })
    symlinkSync(join(root, 'album'), join(root, 'elsewhere'))
    await expect(open(join(root, 'elsewhere'))).rejects.toMatchObject({ kind: 'output-is-input' })
  })

  it('is refused where a file stands in the way', async () => {
    for (const folder of [source, join(source, 'below')]) {
      await expect(open(folder)).rejects.toMatchObject({
        kind: 'output-unwritable',
        message: expect.stringContaining('There is a file'),
      })
    }
  })

  it.runIf(process.platform === 'linux')('is refused at once on a disk that makes none', async () => {
    await expect(open('/proc/tintype/out')).rejects.toMatchObject({ kind: 'output-unwritable' })
  })

  it('is cleared of what a killed run left, once', async () => {
    const out = join(root, 'out')
    const folders = new OutputFolders(out)
    for (const folder of [out, join(out, '1912'), join(out, '1912')])
      await folders.open(folder, source, sweep)
    expect(cleared).toEqual([out, join(out, '1912')])
  })

  it('is never made again where it was taken away; those below it are', async () => {
    const out = join(root, 'out')
    const folders = new OutputFolders(out)
    await folders.open(join(out, '1912'), source, sweep)
    rmSync(join(out, '1912'), { recursive: true })
    await folders.open(join(out, '1912'), source, sweep)
    expect(existsSync(join(out, '1912'))).toBe(true)
    rmSync(out, { recursive: true })
    for (const folder of [join(out, '1912'), join(out, '1913'), out]) {
      await expect(folders.open(folder, source, sweep)).rejects.toMatchObject({
        kind: 'output-unwritable',
        message: expect.stringContaining('no longer there'),
      })
    }
    expect(existsSync(out)).toBe(false)
  })

  it('that holds an original which is gone says so', async () => {
    const gone = join(root, 'gone', 'scan.jpg')
    await expect(
      new OutputFolders(join(root, 'out')).open(join(root, 'out'), gone, sweep),
    ).rejects.toMatchObject({
      kind: 'file-not-found',
    })
  })
})

describe('a result that could not be written', () => {
  const failure = new TintypeError('output-unwritable', 'The name is too long.')

  it('is alone with that where the folder takes others', async () => {
    const out = join(root, 'out')
    const folders = new OutputFolders(out)
    await folders.open(out, source, sweep)
    expect(stopsBatch(toWireError(await folders.explain(failure)))).toBe(false)
    expect(readdirSync(out)).toEqual([])
  })

  it('is not where the folder is gone, or was never there', async () => {
    const out = join(root, 'out')
    const folders = new OutputFolders(out)
    await folders.open(out, source, sweep)
    rmSync(out, { recursive: true })
    expect(stopsBatch(toWireError(await folders.explain(failure)))).toBe(true)
    expect(stopsBatch(toWireError(await new OutputFolders(join(source, 'out')).explain(failure)))).toBe(true)
  })

  it('says nothing of other failures', async () => {
    const full = new TintypeError('disk-full', 'The disk is full.')
    expect(await new OutputFolders(root).explain(full)).toBe(full)
  })
})

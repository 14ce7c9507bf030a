import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutputFolders } from '../../../../src/main/core/colorize/folders.ts'

let root: string
let source: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tintype-folders-'))
  mkdirSync(join(root, 'album'))
  source = join(root, 'album', 'scan.jpg')
  writeFileSync(source, 'scan')
})
afterEach(() => rmSync(root, { recursive: true }))

const open = (folder: string): Promise<void> => new OutputFolders().open(folder, source)

describe('a folder for results', () => {
  it('is made with all above it, by many at once too', async () => {
    const folders = new OutputFolders()
    const wanted = Array.from({ length: 20 }, (_, i) => join(root, 'out', '1912', `box ${i}`))
    await Promise.all(wanted.map((folder) => folders.open(folder, source)))
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

  it('is cleared of what a killed run left, and of nothing else', async () => {
    const out = join(root, 'out')
    const odd = join(out, '.99999999-1.tintype-part')
    mkdirSync(odd, { recursive: true })
    const leftover = join(out, '.99999999-0.tintype-part')
    const alive = join(out, `.${process.pid}-0.tintype-part`)
    for (const path of [leftover, alive]) writeFileSync(path, 'half a picture')
    await open(out)
    expect([leftover, alive, odd].map((path) => existsSync(path))).toEqual([false, true, true])
  })
})

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeAtomically, writeAtomicallySync, writeNew } from '../../../src/main/files/atomic-write.ts'
import { numbered } from '../../../src/main/files/file-name.ts'
import { mountSmallDisk, removeSmallDisk } from '../../fixtures/small-disk.ts'

let folder: string
const at = (name: string) => join(folder, name)
const contentOf = (name: string) => readFileSync(at(name), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-atomic-'))
  writeFileSync(at('old'), 'old')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Fails when half is written. */
async function torn(temporary: string): Promise<void> {
  await writeFile(temporary, 'half')
  throw new Error('torn')
}

describe('a file that is written', () => {
  it('takes the place of what was there', async () => {
    await writeAtomically(at('old'), 'new')
    writeAtomicallySync(at('sync'), new Uint8Array([65, 66]))
    await writeAtomically(at('filled'), (temporary) => writeFile(temporary, 'filled'))
    expect(readdirSync(folder).sort()).toEqual(['filled', 'old', 'sync'])
    expect([contentOf('old'), contentOf('sync'), contentOf('filled')]).toEqual(['new', 'AB', 'filled'])
  })

  it('is not seen before it is whole', async () => {
    await writeAtomically(at('old'), async (temporary) => {
      await writeFile(temporary, 'new')
      expect(contentOf('old')).toBe('old')
    })
    expect(contentOf('old')).toBe('new')
  })

  it('leaves all as it was where that fails', async () => {
    await expect(writeAtomically(at('old'), torn)).rejects.toThrow('torn')
    await expect(writeNew(folder, ['other'], torn)).rejects.toThrow('torn')
    mkdirSync(at('in the way'))
    for (const write of [writeAtomically, async (path: string) => writeAtomicallySync(path, 'new')]) {
      await expect(write(at('in the way'), 'new')).rejects.toMatchObject({ kind: 'output-unwritable' })
      await expect(write(at('old/below'), 'new')).rejects.toMatchObject({ kind: 'output-unwritable' })
    }
    expect(readdirSync(folder).sort()).toEqual(['in the way', 'old'])
    expect(contentOf('old')).toBe('old')
  })

  it('takes the place of what a killed process left, and never writes through a link', async () => {
    symlinkSync(at('old'), at('new.tintype-part'))
    await writeAtomically(at('new'), 'new')
    expect([contentOf('old'), contentOf('new')]).toEqual(['old', 'new'])
    expect(readdirSync(folder).sort()).toEqual(['new', 'old'])
  })
})

describe('a folder that is written', () => {
  const fill = async (temporary: string) => {
    await mkdir(temporary)
    await writeFile(join(temporary, 'part'), 'part')
  }

  it('is there whole or not at all', async () => {
    const tearing = writeAtomically(at('torn'), async (temporary) => {
      await fill(temporary)
      await torn(join(temporary, 'other part'))
    })
    await expect(tearing).rejects.toThrow('torn')
    expect(readdirSync(folder)).toEqual(['old'])
    await writeAtomically(at('whole'), fill)
    expect(readdirSync(folder).sort()).toEqual(['old', 'whole'])
    expect(contentOf('whole/part')).toBe('part')
  })

  it('never takes the place of another', async () => {
    await writeAtomically(at('whole'), fill)
    writeFileSync(at('whole/part'), 'precious')
    await expect(writeAtomically(at('whole'), fill)).rejects.toMatchObject({ kind: 'output-unwritable' })
    expect(contentOf('whole/part')).toBe('precious')
  })
})

describe('a new file', () => {
  it('takes the first name that is free, of many at once each another', async () => {
    const contents = Array.from({ length: 20 }, (_, index) => `content ${index}`)
    const paths = await Promise.all(contents.map((content) => writeNew(folder, numbered('old'), content)))
    expect(paths.map((path) => readFileSync(path!, 'utf8'))).toEqual(contents)
    expect(new Set([at('old'), ...paths]).size).toBe(21)
    expect(contentOf('old')).toBe('old')
    expect(readdirSync(folder)).toHaveLength(21)
  })

  it('is not written where no name is free', async () => {
    expect(await writeNew(folder, ['old'], 'new')).toBeUndefined()
    expect(readdirSync(folder)).toEqual(['old'])
    expect(contentOf('old')).toBe('old')
  })
})

describe('on a full disk', () => {
  const disk = `/tmp/tintype-atomic-${process.pid}`
  const isMounted = mountSmallDisk(disk, 256)
  afterAll(() => removeSmallDisk(disk, isMounted))

  it.runIf(isMounted)('all is as it was, and the reason is said', async () => {
    const path = join(disk, 'file')
    await writeAtomically(path, 'old')
    const tooLong = new Uint8Array(2 ** 20)
    const full = { kind: 'disk-full' }
    await expect(writeAtomically(path, tooLong)).rejects.toMatchObject(full)
    await expect(writeNew(disk, ['other'], tooLong)).rejects.toMatchObject(full)
    expect(() => writeAtomicallySync(path, tooLong)).toThrow(expect.objectContaining(full))
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(existsSync(join(disk, 'other'))).toBe(false)
    expect(readdirSync(disk).filter((name) => name.includes('part'))).toEqual([])
  })
})

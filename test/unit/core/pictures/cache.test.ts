import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PictureCache } from '../../../../src/main/core/pictures/cache.ts'

function cacheOf(limit = 1000) {
  const folder = mkdtempSync(join(tmpdir(), 'tintype-cache-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, cache: new PictureCache(folder, () => limit) }
}

const name = (hash: string) => join('thumb', hash.slice(0, 2), hash)
const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value)

describe('the cache of pictures', () => {
  it('makes a picture once, whoever asks for it at the same time', async () => {
    const { cache, folder } = cacheOf()
    let made = 0
    const make = async () => bytes(10, ++made)
    const got = await Promise.all([cache.file(name('aa1'), make), cache.file(name('aa1'), make)])
    expect(got.map(([first]) => first)).toEqual([1, 1])
    expect((await new PictureCache(folder, () => 1000).file(name('aa1'), make))[0]).toBe(1)
    expect(made).toBe(1)
  })

  it('keeps nothing of a picture that could not be made', async () => {
    const { cache, folder } = cacheOf()
    const failing = cache.file(name('aa1'), async () => {
      throw new Error('torn')
    })
    await expect(failing).rejects.toThrow('torn')
    const torn = cache.folder('tiles/aa/aa1', async (into) => {
      await writeFile(join(into, 'half'), 'x')
      throw new Error('torn too')
    })
    await expect(torn).rejects.toThrow('torn too')
    expect(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /aa1|half/.test(path)),
    ).toEqual([])
  })

  it('lets those go that were used longest ago', async () => {
    const { cache, folder } = cacheOf(100)
    const old = new Date('2020-01-01')
    for (const hash of ['aa1', 'bb2']) {
      mkdirSync(join(folder, 'thumb', hash.slice(0, 2)), { recursive: true })
      writeFileSync(join(folder, name(hash)), bytes(40))
      utimesSync(join(folder, name(hash)), old, old)
    }
    // Looked at, so it is the other one that goes.
    await cache.file(name('aa1'), async () => bytes(1))
    await cache.put(name('cc3'), bytes(40))
    expect([...['aa1', 'bb2', 'cc3']].map((hash) => existsSync(join(folder, name(hash))))).toEqual([
      true,
      false,
      true,
    ])
    expect(await cache.bytes()).toBe(80)
  })

  it('keeps what was just made, even where it alone is over the limit', async () => {
    const { cache, folder } = cacheOf(100)
    const path = await cache.folder('tiles/aa/aa1', (into) => writeFile(join(into, 'tile'), bytes(200)))
    expect(existsSync(join(path, 'tile'))).toBe(true)
    await cache.put(name('bb2'), bytes(20))
    expect(existsSync(path)).toBe(false)
    expect(existsSync(join(folder, name('bb2')))).toBe(true)
  })

  it('clears away what a killed process left half made, and counts folders whole', async () => {
    const { folder } = cacheOf()
    mkdirSync(join(folder, 'tiles', 'aa', 'aa1', '0'), { recursive: true })
    writeFileSync(join(folder, 'tiles', 'aa', 'aa1', '0', '0_0.jpeg'), bytes(30))
    mkdirSync(join(folder, 'tiles', 'aa', 'aa2.x.tintype-part'))
    const info = join(folder, 'tiles', 'aa', 'aa2.x.tintype-part')
    expect(await new PictureCache(folder, () => 1000).bytes()).toBeGreaterThanOrEqual(30)
    expect(existsSync(info)).toBe(false)
  })

  it('takes an empty file, as a power cut leaves it, for none', async () => {
    const { cache, folder } = cacheOf()
    mkdirSync(join(folder, 'thumb', 'aa'), { recursive: true })
    writeFileSync(join(folder, name('aa1')), '')
    expect(await cache.file(name('aa1'), async () => bytes(3))).toHaveLength(3)
  })
})

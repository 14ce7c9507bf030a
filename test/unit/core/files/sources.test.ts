import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findSources } from '../../../../src/main/core/files/sources.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tintype-sources-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function plant(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), name)
  }
}

async function find(inputs: string[], recursive = false) {
  const output = join(root, 'out')
  const { files, ignored } = await findSources(
    inputs.map((name) => join(root, name)),
    { recursive, output },
  )
  return {
    ignored,
    tasks: files.map(({ path, subfolder, named }) => [relative(root, path), subfolder, named]),
  }
}

describe('finding photographs', () => {
  it('takes a folder in natural order, without what is no picture', async () => {
    plant(
      'album/scan10.jpg',
      'album/scan9.TIF',
      'album/Thumbs.db',
      'album/scan9.TIF.xmp',
      'album/.hidden.jpg',
      'album/notes.txt',
    )
    expect(await find(['album'])).toEqual({
      ignored: { '.db': 1, '.txt': 1 },
      tasks: [
        ['album/scan9.TIF', '', false],
        ['album/scan10.jpg', '', false],
      ],
    })
  })

  it('goes into folders within folders only when asked, and keeps the tree', async () => {
    plant('album/a.jpg', 'album/1912/b.jpg', 'album/1912/summer/c.jpg')
    expect((await find(['album'])).tasks).toEqual([['album/a.jpg', '', false]])
    expect((await find(['album'], true)).tasks).toEqual([
      ['album/1912/b.jpg', '1912', false],
      ['album/1912/summer/c.jpg', join('1912', 'summer'), false],
      ['album/a.jpg', '', false],
    ])
  })

  it('does not search the output folder inside a given one', async () => {
    plant('a.jpg', 'out/a.png')
    expect((await find(['.'], true)).tasks).toEqual([['a.jpg', '', false]])
  })

  it('takes odd names literally before it takes them for patterns', async () => {
    plant('Zdjęcia/Großmutter #1 100% [1932].tif', 'Zdjęcia/Großmutter #1 100% 1.tif')
    expect((await find(['Zdjęcia/Großmutter #1 100% [1932].tif'])).tasks).toEqual([
      ['Zdjęcia/Großmutter #1 100% [1932].tif', '', true],
    ])
  })

  it('follows patterns and keeps the tree below their fixed part', async () => {
    plant('album/1912/b.jpg', 'album/1913/c.jpg', 'album/1913/d.txt')
    expect((await find(['album/*/*.jpg'])).tasks).toEqual([
      ['album/1912/b.jpg', '1912', true],
      ['album/1913/c.jpg', '1913', true],
    ])
  })

  it('keeps names that do not exist, so that the batch reports them', async () => {
    expect((await find(['gone.jpg', 'gone-*.jpg'])).tasks).toEqual([
      ['gone.jpg', '', true],
      ['gone-*.jpg', '', true],
    ])
  })

  it('takes each file once, and does not walk in circles', async () => {
    plant('album/a.jpg')
    symlinkSync(join(root, 'album'), join(root, 'album/loop'))
    expect((await find(['album', 'album/a.jpg'], true)).tasks).toEqual([['album/a.jpg', '', false]])
    expect((await find(['album/**/*.jpg'])).tasks).toEqual([['album/a.jpg', '', true]])
  })

  it('takes links to files, in folders and by patterns', async () => {
    plant('scan.jpg', 'album/notes.txt')
    symlinkSync(join(root, 'scan.jpg'), join(root, 'album/linked.jpg'))
    expect((await find(['album'])).tasks).toEqual([['album/linked.jpg', '', false]])
    expect((await find(['album/*.jpg'])).tasks).toEqual([['album/linked.jpg', '', true]])
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'goes on past a folder whose files may not be looked at (not as root)',
    async () => {
      plant('album/a.jpg', 'album/locked/b.jpg', 'album/locked/deeper/c.jpg')
      chmodSync(join(root, 'album/locked'), 0o600)
      try {
        expect((await find(['album'], true)).tasks.map(([path]) => path)).toEqual([
          'album/a.jpg',
          'album/locked/b.jpg',
          'album/locked/deeper',
        ])
      } finally {
        chmodSync(join(root, 'album/locked'), 0o700)
      }
    },
  )
})

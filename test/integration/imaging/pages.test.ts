import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import { describePhoto } from '../../../src/main/imaging/describe-photo.ts'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { pagedTiff, tinyPages } from '../../corpus/paged-tiff.ts'
import { inspect } from '../../fixtures/imaging.ts'

setUpImageLibrary(1)
const folder = mkdtempSync(join(tmpdir(), 'tintype-pages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const plain = (background: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer()

it('each page of a TIFF is read by its place; without one, the first is, and the others are remarked upon', async () => {
  const pages = await Promise.all(['#202020', '#808080', '#e0e0e0'].map(plain))
  const path = written('scan.tif', await pagedTiff(pages))
  expect(await inspect(path)).toMatchObject({ pages: 3, remarks: [{ kind: 'more-pages', number: 2 }] })
  const greys: number[] = []
  for (const page of [0, 1, 2]) {
    const { thumbnail, remarks } = await describePhoto({ path, page })
    expect(remarks).toEqual([])
    greys.push(Math.round((await sharp(thumbnail).stats()).channels[0]!.mean))
  }
  expect(greys).toEqual([32, 128, 224].map((grey) => expect.closeTo(grey, -1)))
  await expect(inspect({ path, page: 3 })).rejects.toMatchObject({ kind: 'file-not-found' })
})

it('a file of another kind has one page', async () => {
  const path = written('plain.png', await plain('#808080'))
  expect(await inspect({ path, page: 0 })).toMatchObject({ pages: 1, remarks: [] })
  await expect(inspect({ path, page: 1 })).rejects.toMatchObject({ kind: 'file-not-found' })
})

it('reduced copies and masks are no pages', async () => {
  const path = written('copies.tif', tinyPages([0, 1, 0, 4, 0]))
  expect(await inspect({ path, page: 2 })).toMatchObject({ pages: 3, remarks: [] })
  await expect(inspect({ path, page: 3 })).rejects.toMatchObject({ kind: 'file-not-found' })
})

it('of ten thousand pages 250 are taken, and it is said that others are left out', async () => {
  const path = written('many.tif', tinyPages(Array(10_000).fill(0)))
  const { pages, remarks } = await inspect({ path, page: 0 })
  expect(pages).toBe(250)
  expect(remarks).toEqual([{ kind: 'pages-left-out', number: expect.any(Number) }])
  expect(await inspect({ path, page: 249 })).toMatchObject({ width: 2, height: 1, remarks: [] })
})

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataset } from '../../../../src/main/core/finetune/dataset.ts'
import { type Subset, toRead } from '../../../../src/main/core/training/pack-photos.ts'
import { referencesIn } from '../../../../src/main/core/training/photo-reference.ts'
import { createImagingPool } from '../../../../src/main/core/workers/plans.ts'
import { readPhotos } from '../../../../src/main/training/read-packed-photos.ts'
import { plantClouds, plantPages, plantUnfit } from '../../../fixtures/finetune/album.ts'

const imaging = createImagingPool(1)
let root: string
let photos: string[]
let unfit: Awaited<ReturnType<typeof plantUnfit>>
let greys: string[]
let others: string[]
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tintype-material-'))
  photos = await plantClouds(join(root, 'own'), 40)
  unfit = await plantUnfit(join(root, 'own'), photos)
  greys = await plantClouds(join(root, 'greys'), 3, { seed: 2, grey: true })
  others = await plantClouds(join(root, 'others'), 7, { seed: 3 })
})
afterAll(async () => {
  await imaging.close()
  rmSync(root, { recursive: true })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const placed = (paths: readonly string[]) => paths.map((path) => ({ path }))
const pathsOf = ({ packed, indices }: Subset) => indices.map((index) => packed.photos[index].path)

/** What is in each subset, by path. */
async function subsetsOf(order: { photos: string[]; others: string[] }, folder: string, told?: () => void) {
  const [photos, others] = [order.photos, order.others].map(placed)
  const dataset = await openDataset({ folder: join(root, folder), photos, others }, imaging, told)
  const { training, heldOut, rehearsal, drift, unfit } = dataset
  const all = [training, heldOut, rehearsal, drift]
  const pixels = await Promise.all(all.map((subset) => readPhotos(toRead(subset)).then(sha256)))
  return { subsets: all.map(pathsOf), pixels, unfit }
}

it('shares photos out: to learn, to judge, to keep what is known, to measure that', async () => {
  const own = [...photos, ...Object.values(unfit), ...greys]
  const told: number[] = []
  const found = await subsetsOf({ photos: own, others }, 'shared', () => told.push(0))
  const [taught, heldOut, rehearsed, measured] = found.subsets
  expect(told.length).toBe(own.length + others.length + greys.length + 2)
  expect(heldOut.length).toBe(6)
  expect([...taught, ...heldOut].sort()).toEqual(photos)
  // The greys of the user's own serve here; the one that shows what is taught in colour does not.
  expect(measured.length).toBe(3)
  expect([...rehearsed, ...measured].sort()).toEqual([...greys, ...others].sort())
  const reasons = [...found.unfit].map(({ path, reason }) => [path, reason]).sort()
  expect(reasons).toEqual(
    [
      ...Object.entries(unfit).map(([reason, path]) => [path, reason]),
      ...greys.map((path) => [path, 'grey']),
    ].sort(),
  )
  expect(found.unfit.find(({ reason }) => reason === 'copy')?.message).toContain(photos[0])

  // Once more: nothing is decoded, everything is as before; elsewhere too.
  const again = await subsetsOf({ photos: own, others }, 'shared', () => told.push(0))
  expect(again).toEqual(found)
  expect(told.length).toBe(own.length + others.length + greys.length + 2)
  expect((await subsetsOf({ photos: own, others }, 'elsewhere')).subsets).toEqual(found.subsets)
})

it('rehearses no copy of what is taught or held out, and none twice', async () => {
  const copies = await Promise.all(
    [photos[0], others[0]].map(async (path, i) => {
      const copy = join(root, `copy-${i}.png`)
      await sharp(path).resize(150).modulate({ brightness: 1.1 }).toFile(copy)
      return copy
    }),
  )
  const order = { photos: photos.slice(0, 24), others: [photos[0], ...copies, ...others] }
  const { subsets } = await subsetsOf(order, 'copies')
  const known = [...subsets[2], ...subsets[3]]
  expect(known.length).toBe(others.length)
  expect(known).toContain(copies[1])
  expect(known).not.toContain(others[0])
})

it.each([
  [0, 0, 0],
  [1, 0, 1],
  [3, 0, 3],
  [20, 16, 4],
  [27, 23, 4],
  [34, 29, 5],
])('of %i photos %i teach and %i judge', async (count, taught, heldOut) => {
  const { subsets } = await subsetsOf({ photos: photos.slice(0, count), others: [] }, `count-${count}`)
  expect(subsets.map(({ length }) => length)).toEqual([taught, heldOut, 0, 0])
})

it('takes copies of one photo for one', async () => {
  const copies = await Promise.all(
    [150, 170, 200, 260].map(async (size) => {
      const copy = join(root, `copy-of-${size}.png`)
      await sharp(photos[0]).resize(size).toFile(copy)
      return copy
    }),
  )
  const { subsets, unfit } = await subsetsOf({ photos: copies, others: [] }, 'one-picture')
  expect(subsets.flat()).toEqual([copies[0]])
  expect(unfit.map(({ path, reason }) => [path, reason])).toEqual(
    copies.slice(1).map((path) => [path, 'copy']),
  )
})

it('never takes pictures of an interrupted look for those of the one before', async () => {
  const order = { photos: photos.slice(0, 20), others: [] }
  const before = await subsetsOf(order, 'interrupted')
  const stop = new AbortController()
  const folder = join(root, 'interrupted')
  const more = { folder, photos: placed([...others, ...order.photos]), others: [] }
  await expect(openDataset(more, imaging, () => stop.abort(), stop.signal)).rejects.toMatchObject({
    kind: 'cancelled',
  })
  expect(await subsetsOf(order, 'interrupted')).toEqual(before)
})

it('says after a photo was changed on disk what it is now', async () => {
  const [path] = await plantClouds(join(root, 'changing'), 1, { seed: 9 })
  const order = { photos: [...photos.slice(0, 4), path], others: [] }
  const before = await subsetsOf(order, 'changed')
  expect(before.unfit).toEqual([])
  await plantClouds(join(root, 'changing-grey'), 1, { grey: true })
  await sharp(join(root, 'changing-grey', 'grey-00.jpg')).toFile(path)
  expect((await subsetsOf(order, 'changed')).unfit).toMatchObject([{ path, reason: 'grey' }])
})

it('takes each page of a file for a photo', async () => {
  const path = await plantPages(join(root, 'pages'), [...photos.slice(0, 5), greys[0], photos[0]])
  const places = await referencesIn([{ path }, { path: join(root, 'gone.tif') }], imaging)
  expect(places).toEqual([
    { path },
    ...[1, 2, 3, 4, 5, 6].map((page) => ({ path, page })),
    { path: join(root, 'gone.tif') },
  ])
  const dataset = await openDataset({ folder: join(root, 'paged'), photos: places, others: [] }, imaging)
  const { training, heldOut, rehearsal, drift, unfit } = dataset
  const pagesOf = ({ packed, indices }: Subset) => indices.map((index) => packed.photos[index].page ?? 0)
  expect([...pagesOf(training), ...pagesOf(heldOut)].sort()).toEqual([0, 1, 2, 3, 4])
  expect([...pagesOf(rehearsal), ...pagesOf(drift)]).toEqual([5])
  expect(unfit.map(({ page, reason }) => [page, reason])).toEqual([
    [5, 'grey'],
    [undefined, 'unreadable'],
    [6, 'copy'],
  ])
  expect(unfit[2].message).toContain(path)
})

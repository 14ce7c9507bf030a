import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { samples } from '../../../corpus/samples.ts'
import { open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'

const negative = join(import.meta.dirname, '../../../fixtures/awkward/e13-negative.png')
const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

/** A library of a photograph in colour and a negative, whose rows say something else than the files do. */
async function withRows(rows: string) {
  const root = temporaryFolder()
  const [album, library] = [join(root, 'album'), join(root, 'library')]
  mkdirSync(album)
  await sharp(samples.coffee).resize(300).toFile(join(album, 'colour.png'))
  copyFileSync(negative, join(album, 'negative.png'))
  const first = await open(library)
  await first.through((await first.client['import.start']({ paths: [album] })).batch)
  const { ids } = await first.client['photos.ids']({ query: everything })
  const details = () => Promise.all(ids.map((id) => first.client['photos.get']({ id })))
  expect(await details()).toMatchObject([
    { colour: 'colour', remarks: [] },
    { colour: 'grey', remarks: [{ kind: 'negative' }] },
  ])
  await first.close()
  const inDatabase = <T>(work: (database: Database.Database) => T): T => {
    const database = new Database(join(library, 'library.sqlite'))
    try {
      return work(database)
    } finally {
      database.close()
    }
  }
  inDatabase((database) => database.exec(`UPDATE photos SET ${rows}`))
  const opened = await open(library)
  const colorize = async () => {
    const jobs = await opened.through(
      (await opened.client['colorize.start']({ ids, recipe: recipeOf() })).batch,
    )
    return jobs.map(({ state, reason }) => reason ?? state)
  }
  const seen = async () => {
    const photos = await Promise.all(ids.map((id) => opened.client['photos.get']({ id })))
    return photos.map(({ colour, remarks }) => [colour, ...remarks.map(({ kind }) => kind)])
  }
  /** Of a library that nobody has open any more. */
  const looked = async () => {
    await opened.close()
    return inDatabase((database) => database.prepare('SELECT looked FROM photos ORDER BY name').pluck().all())
  }
  return { colorize, seen, looked }
}

it('looks at no photo that was looked at before', async () => {
  const { colorize, seen, looked } = await withRows("colour = 'toned', remarks = '[]'")
  expect(await colorize()).toEqual(['done', 'done'])
  expect(await seen()).toEqual([['toned'], ['toned']])
  expect(await looked()).toEqual([1, 1])
})

it('leaves a photo alone for what was seen of it before', async () => {
  const { colorize } = await withRows("colour = 'colour', remarks = '[]'")
  expect(await colorize()).toEqual(['already-colour', 'already-colour'])
})

it('looks once at a photo of an older library, and keeps what it saw', async () => {
  const { colorize, seen, looked } = await withRows("looked = 0, colour = 'toned', remarks = '[]'")
  expect(await colorize()).toEqual(['already-colour', 'done'])
  expect(await seen()).toEqual([['colour'], ['grey', 'negative']])
  expect(await colorize()).toEqual(['already-colour', 'already-made'])
  expect(await looked()).toEqual([1, 1])
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { publish } from '../../../src/main/imaging/result/publish.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-publish-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** @param isSame whether a file of that name is the same result */
function named(file: string, extension: string, isSame = false, into = folder) {
  return publish(file, { folder: into, stem: 'photo', extension }, async () => isSame)
}

function temporary(content: string): string {
  const path = join(folder, `.${content}.tintype-part`)
  writeFileSync(path, content)
  return path
}

it('numbers names that are taken and overwrites nothing', async () => {
  for (const content of ['one', 'two', 'three']) await named(temporary(content), 'jpg')
  expect(readdirSync(folder).sort()).toEqual(['photo-2.jpg', 'photo-3.jpg', 'photo.jpg'])
  expect(readFileSync(join(folder, 'photo-2.jpg'), 'utf8')).toBe('two')
})

it('gives every one of many at once a name of its own', async () => {
  const contents = Array.from({ length: 20 }, (_, i) => `content ${i}`)
  const published = await Promise.all(contents.map((content) => named(temporary(content), 'png')))
  const paths = published.map(({ path }) => path)
  expect(new Set(paths).size).toBe(20)
  expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(contents)
})

it('takes names with signs of every kind', async () => {
  const name = { folder, stem: 'Großmutter #1 100%', extension: 'tif' }
  const { path } = await publish(temporary('x'), name, async () => false)
  expect(readdirSync(folder)).toEqual(['Großmutter #1 100%.tif'])
  expect(path).toBe(join(folder, 'Großmutter #1 100%.tif'))
})

it('says when the folder is not there, and leaves the temporary file', async () => {
  const file = temporary('x')
  await expect(named(file, 'jpg', false, join(folder, 'gone'))).rejects.toMatchObject({
    kind: 'output-unwritable',
  })
  expect(readFileSync(file, 'utf8')).toBe('x')
})

it('leaves the same result of somebody else as it is, and writes no second one', async () => {
  expect(await named(temporary('one'), 'jpg')).toEqual({ path: join(folder, 'photo.jpg'), isNew: true })
  expect(await named(temporary('two'), 'jpg', true)).toEqual({
    path: join(folder, 'photo.jpg'),
    isNew: false,
  })
  expect(readFileSync(join(folder, 'photo.jpg'), 'utf8')).toBe('one')
  expect(readdirSync(folder).filter((name) => name.endsWith('.jpg'))).toEqual(['photo.jpg'])
})

import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Photo, PhotoSource } from '../../../../src/main/evaluation/photos/photo.ts'
import { openPhotos } from '../../../../src/main/evaluation/photos/source.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-photos-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function writeShard(name: string, files: Record<string, string>): Promise<void> {
  const tar = pack()
  tar.entry({ name: 'a folder/', type: 'directory' })
  for (const [entry, text] of Object.entries(files)) tar.entry({ name: entry }, text)
  tar.finalize()
  await pipeline(tar, createWriteStream(join(folder, name)))
}

async function readAll(source: PhotoSource, wanted: string[]): Promise<Photo[]> {
  const photos: Photo[] = []
  for await (const photo of source.read(new Set(wanted))) photos.push(photo)
  return photos
}

describe('a folder of pictures', () => {
  it('is gone through with its subfolders, by relative path, whatever the capitals', async () => {
    await mkdir(join(folder, 'Zdjęcia', '1936'), { recursive: true })
    await writeFile(join(folder, 'Zdjęcia', '1936', 'Großmutter #1 100%.TIF'), 'x')
    await writeFile(join(folder, 'a.jpg'), 'x')
    await writeFile(join(folder, 'notes.txt'), 'x')
    await writeFile(join(folder, '.hidden.jpg'), 'x')
    const source = await openPhotos(folder)
    const names = ['Zdjęcia/1936/Großmutter #1 100%.TIF', 'a.jpg']
    expect(await source.names()).toEqual(names)
    expect(await readAll(source, [names[0]])).toEqual([{ name: names[0], picture: join(folder, names[0]) }])
  })

  it('that does not exist is an error', async () => {
    await expect(openPhotos(join(folder, 'nowhere'))).rejects.toMatchObject({ kind: 'file-not-found' })
  })
})

describe('tar shards', () => {
  it('are read one after the other, and nothing beside them', async () => {
    await writeShard('set-1.tar', { 'x/3.webp': 'three', 'x/1.webp': 'twice' })
    await writeShard('set-0.tar', { 'x/1.webp': 'one', 'x/2.webp': 'two' })
    await writeFile(join(folder, 'old.jpg'), 'no truth')
    const source = await openPhotos(folder)
    expect(await source.names()).toEqual(['x/1.webp', 'x/2.webp', 'x/3.webp', 'x/1.webp'])
    const photos = await readAll(source, ['x/3.webp', 'x/1.webp'])
    expect(photos).toEqual([
      { name: 'x/1.webp', picture: Buffer.from('one') },
      { name: 'x/3.webp', picture: Buffer.from('three') },
    ])
  })

  it('can be left in the middle', async () => {
    await writeShard('set.tar', { 'x/1.webp': 'one', 'x/2.webp': 'two' })
    const source = await openPhotos(folder)
    for await (const photo of source.read(new Set(['x/1.webp', 'x/2.webp']))) {
      expect(photo.name).toBe('x/1.webp')
      break
    }
    expect(await readAll(source, ['x/2.webp'])).toHaveLength(1)
  })

  it('cut short are an error that names the file', async () => {
    await writeShard('set.tar', { 'x/1.webp': 'one', 'x/2.webp': 'x'.repeat(5000) })
    const { length } = await readFile(join(folder, 'set.tar'))
    await truncate(join(folder, 'set.tar'), length - 3000)
    const names = (await openPhotos(folder)).names()
    await expect(names).rejects.toMatchObject({ kind: 'file-unreadable' })
    await expect(names).rejects.toThrow('set.tar')
  })
})

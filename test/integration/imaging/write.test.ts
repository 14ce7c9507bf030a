import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { write } from '../../../src/main/imaging/write.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-write-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const picture = () =>
  sharp({ create: { width: 4, height: 3, channels: 3, background: 'red' } }).png({ compressionLevel: 1 })

it('takes the place of a link that lies there, and never writes through it', async () => {
  const victim = join(folder, 'original.jpg')
  writeFileSync(victim, 'precious')
  const planted = join(folder, '.1-0.tintype-part')
  symlinkSync(victim, planted)
  await write(picture(), planted)
  expect(readFileSync(victim, 'utf8')).toBe('precious')
  expect(await sharp(planted).metadata()).toMatchObject({ width: 4, height: 3 })
})

it('leaves a folder that stands in the way alone, and says so', async () => {
  await expect(write(picture(), folder)).rejects.toMatchObject({ kind: 'output-unwritable' })
  expect(readdirSync(folder)).toEqual([])
})

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { clearLeftovers } from '../../../../src/main/core/photos/originals.ts'
import { temporaryFolder } from '../../../fixtures/app/open.ts'

it('what a killed host left of an upload is deleted, and nothing else', async () => {
  const folder = join(temporaryFolder(), 'origi [nals]')
  const day = join(folder, '2026-11-24')
  mkdirSync(day, { recursive: true })
  const kept = ['.hidden.jpg', 'a.jpg', 'a.tintype-part']
  const deep = join(day, 'Album', '1950')
  mkdirSync(deep, { recursive: true })
  for (const name of [...kept, '.6f1c.tintype-part']) {
    for (const place of [day, deep]) writeFileSync(join(place, name), 'x')
  }
  mkdirSync(join(folder, '.model-AbCd12', '2026-11-24'), { recursive: true })
  writeFileSync(join(folder, '.model-AbCd12', '2026-11-24', 'oma.tintype'), 'x')
  await clearLeftovers(folder)
  expect(readdirSync(folder)).toEqual(['2026-11-24'])
  expect(readdirSync(day).sort()).toEqual([...kept, 'Album'].sort())
  expect(readdirSync(deep).sort()).toEqual(kept)
})

it('the folder is made where there is none', async () => {
  const folder = join(temporaryFolder(), 'originals')
  await clearLeftovers(folder)
  expect(readdirSync(folder)).toEqual([])
})

import { expect, it } from 'vitest'
import { type PictureSource, pictureKey } from '../../../../src/main/core/library/picture-key.ts'

const hash = 'ab'.repeat(32)
const plain: PictureSource = { hash, page: 0, region: null }
const box = { left: 0, top: 0, width: 10, height: 20 }

it('is another one for each thing that changes how a photo looks', () => {
  const others: PictureSource[] = [
    plain,
    { ...plain, hash: 'cd'.repeat(32) },
    { ...plain, page: 1 },
    { ...plain, page: 2 },
    { ...plain, region: box },
    { ...plain, region: { ...box, left: 1 } },
    { ...plain, region: { ...box, width: 20, height: 10 } },
    { ...plain, page: 1, region: box },
    { ...plain, geometry: 'turned' },
    { ...plain, repair: 'turned' },
  ]
  const keys = others.map(pictureKey)
  expect(new Set(keys).size).toBe(others.length)
  expect(keys).toEqual(others.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)))
  expect(others.map(pictureKey)).toEqual(keys)
})

it('is the hash of the file for its first page as it is, as thumbnails of 0.1 are named', () => {
  expect(pictureKey(plain)).toBe(hash)
})

it('is none of a file that was never read', () => {
  expect(pictureKey({ ...plain, hash: '', page: 3 })).toBe('')
})

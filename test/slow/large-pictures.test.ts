import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/app/open.ts'
import { bound, calls, picture, type Row } from '../fixtures/memory/pictures.ts'
import { canSeeMemory, watched } from '../fixtures/memory/watched-imaging.ts'
import { someOf } from '../share.ts'

const rows: Row[] = [
  {
    name: 'progressive JPEG',
    size: 60,
    make: (image) => image.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  },
  {
    name: 'progressive JPEG to be turned',
    size: 60,
    make: (image) => image.jpeg({ progressive: true }),
    orientation: 6,
  },
  {
    name: 'interlaced PNG',
    size: 40,
    make: (image) => image.png({ progressive: true, compressionLevel: 1 }),
    depth: 16,
  },
  {
    name: 'TIFF to be turned',
    size: 60,
    make: (image) => image.tiff({ compression: 'lzw' }),
    depth: 16,
    orientation: 6,
  },
  { name: 'WebP', size: 60, make: (image) => image.webp({ effort: 0 }) },
  { name: 'GIF', size: 40, make: (image) => image.gif({ effort: 1 }) },
  { name: 'AVIF', size: 40, make: (image) => image.avif({ effort: 0 }) },
  {
    name: 'AVIF of half chroma',
    size: 60,
    make: (image) => image.avif({ effort: 0, chromaSubsampling: '4:2:0' }),
  },
  { name: 'AVIF of 10 bits', size: 24, make: (image) => image.avif({ effort: 0, bitdepth: 10 }), depth: 16 },
  // A3 at 1200 dpi is 278 megapixels.
  {
    name: '1-bit TIFF',
    size: 480,
    make: (image) => image.toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }),
  },
  { name: 'grey PNG', size: 280, make: (image) => image.toColourspace('b-w').png({ compressionLevel: 1 }) },
  { name: 'RGB TIFF', size: 280, make: (image) => image.tiff({ compression: 'lzw' }) },
  { name: 'RGB JPEG', size: 500, make: (image) => image.jpeg() },
  { name: '16-bit TIFF', size: 280, make: (image) => image.tiff({ compression: 'lzw' }), depth: 16 },
]

describe.runIf(canSeeMemory)('a picture is read, shown and composed within its memory', () => {
  it.each(someOf(rows))('$name of $size megapixels', async (row) => {
    const folder = temporaryFolder()
    const path = await picture(row, folder)
    for (const [name, call] of Object.entries(calls)) {
      const own = join(folder, name)
      mkdirSync(own)
      const { peak } = await watched(bound(row), (client) => call(client, path, own))
      expect(peak, name).toBeLessThanOrEqual(bound(row))
    }
  })
})

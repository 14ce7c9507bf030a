import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appRoot, openCore } from '../src/main/core/index.ts'
import { colourAlbum } from './album.ts'

/** Makes the README's pictures from the sample album with the shipped weights: run it when those change. */
const old = [
  'migrant-mother-1936.jpg',
  'taos-church-1942.jpg',
  'hayes-1870s.jpg',
  'boardwalk-1905.jpg',
  'cotton-mill-1908.jpg',
  'civil-war-1862.jpg',
]

const folder = await mkdtemp(join(tmpdir(), 'tintype-pictures-'))
const images = join(appRoot, 'docs', 'images')
const core = await openCore({ engine: 'auto', jobs: 2 })
try {
  await mkdir(images, { recursive: true })
  const pairs = await colourAlbum(core, old, folder)
  const output = join(images, 'before-after.jpg')
  await core.imaging.use((client) => client.contactSheet({ pairs, columns: 2, cell: 300, output }))
  console.log(output)
} finally {
  await core.close()
  await rm(folder, { recursive: true })
}

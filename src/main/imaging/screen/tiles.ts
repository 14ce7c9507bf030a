import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Picture } from '../../../shared/contract/imaging.ts'
import { decode } from '../open/decode.ts'
import { openPicture } from '../open/open-picture.ts'
import { asJpeg, onScreen } from './screen-picture.ts'

const tileSide = 512

/**
 * Cuts the upright photo, 8-bit sRGB, into JPEG tiles of 512 px: `folder/level/x_y.jpeg`, where level 0 is
 * full size and each level above half of the one below, up to the one that fits into a tile. The whole
 * pyramid at once: decoding a large scan again for every tile would take a second each.
 * @param folder empty; its parent is on the same disk
 * @throws `file-*`, `picture-*`
 */
export async function cutTiles(picture: Picture, folder: string): Promise<{ levels: number }> {
  const image = asJpeg(onScreen(await decode(await openPicture(picture))))
  await image.tile({ size: tileSide, overlap: 0, depth: 'onetile' }).toFile(join(folder, 'pyramid.dz'))
  const pyramid = join(folder, 'pyramid_files')
  // Deep Zoom counts from the smallest.
  const depths = (await readdir(pyramid)).map(Number).filter(Number.isInteger)
  const levels = depths.length
  for (const depth of depths) {
    await rename(join(pyramid, String(depth)), join(folder, String(levels - 1 - depth)))
  }
  await rm(join(folder, 'pyramid.dzi'))
  await rm(pyramid, { recursive: true })
  return { levels }
}

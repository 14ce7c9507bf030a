import type { Picture } from '../../../shared/contract/imaging.ts'
import { plainImage, rawImage } from '../image-library.ts'
import { decodeResized } from '../open/decode.ts'
import { openPicture } from '../open/open-picture.ts'
import { write } from '../write.ts'

/** Space around each picture, px. */
const gap = 8
const background = '#1b1b1b'

/**
 * Pairs of pictures side by side, `columns` pairs a row, each picture inside a square cell.
 * @returns size of the sheet in pixels
 * @throws as opening and writing do
 */
export async function contactSheet(
  pairs: readonly (readonly [Picture, Picture])[],
  columns: number,
  cell: number,
  output: string,
): Promise<{ width: number; height: number }> {
  const across = Math.min(columns, pairs.length)
  const step = cell + gap
  const width = gap + across * 2 * step
  const height = gap + Math.ceil(pairs.length / across) * step
  const tiles: { input: Buffer; left: number; top: number }[] = []
  for (const [number, picture] of pairs.flat().entries()) {
    const tile = await tileOf(picture, cell)
    const column = number % (2 * across)
    tiles.push({
      input: tile.png,
      left: gap + column * step + Math.floor((cell - tile.width) / 2),
      top: gap + Math.floor(number / (2 * across)) * step + Math.floor((cell - tile.height) / 2),
    })
  }
  const sheet = plainImage(width, height, background)
  await write(sheet.composite(tiles).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }), output)
  return { width, height }
}

async function tileOf(picture: Picture, cell: number) {
  const opened = await openPicture(picture)
  const scale = cell / Math.max(opened.width, opened.height)
  const width = Math.max(1, Math.round(opened.width * scale))
  const height = Math.max(1, Math.round(opened.height * scale))
  const pixels = await decodeResized(opened, { width, height })
  return {
    width,
    height,
    png: await rawImage(pixels).png({ compressionLevel: 1 }).toBuffer(),
  }
}

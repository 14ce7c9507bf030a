import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/**
 * Screenshots on record, and whether the app still looks like them. What is compared is the lightness of
 * blocks: where things lie, how bright they are. Glyph shapes and edges, which differ from one Chromium to
 * the next, drown in a block; colours of photographs, which change with every model, are left out (tests
 * measure them by themselves).
 */
const folder = fileURLToPath(new URL('../__screenshots__/', import.meta.url))
const images = fileURLToPath(new URL('../../../docs/images/', import.meta.url))

/** `TINTYPE_SCREENSHOTS=keep` puts what is seen on record instead of comparing. */
export const keeping = process.env.TINTYPE_SCREENSHOTS === 'keep'

/** Side of a block, px. */
const block = 8
/** Codes of lightness by which a block may differ without counting; a panel differs from its ground by 9. */
const tolerance = 8
/** Share of blocks that may differ: a line of text that breaks elsewhere, not a panel. */
export const allowed = 0.02

/** Holds a screenshot against the one on record; what differs is left beside it. @throws what to do. */
export async function checkScreenshot(name: string, png: Buffer): Promise<void> {
  const record = join(folder, `${name}.webp`)
  await mkdir(folder, { recursive: true })
  if (keeping) {
    await sharp(png).webp({ quality: 80 }).toFile(record)
    return
  }
  const share = await differingBlocks(png, await readFile(record))
  if (share <= allowed) return
  const seen = join(folder, 'seen')
  await mkdir(seen, { recursive: true })
  await writeFile(join(seen, `${name}.png`), png)
  throw new Error(
    `${name}: ${(100 * share).toFixed(1)} % of the screen looks different from ${record}; seen was ` +
      `${seen}/${name}.png. If that is meant, TINTYPE_SCREENSHOTS=keep npm run test:e2e puts it on record.`,
  )
}

/** Keeps a screenshot as a picture of the user's guide. */
export async function keepForGuide(name: string, png: Buffer): Promise<void> {
  await sharp(png)
    .jpeg({ quality: 80, mozjpeg: true })
    .toFile(join(images, `app-${name}.jpg`))
}

/** Share of blocks, 0..1, whose mean lightness differs; 1 for pictures of different sizes. */
export async function differingBlocks(one: Buffer, other: Buffer): Promise<number> {
  const [first, second] = await Promise.all([blocks(one), blocks(other)])
  if (first.length !== second.length) return 1
  const differing = first.reduce(
    (count, value, i) => count + Number(Math.abs(value - second[i]!) > tolerance),
    0,
  )
  return differing / first.length
}

/** Mean lightness of each block. By hand: shrinking while a file is decoded depends on its format. */
async function blocks(picture: Buffer): Promise<Float64Array> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
  const across = Math.ceil(info.width / block)
  const sums = new Float64Array(across * Math.ceil(info.height / block))
  for (let i = 0; i < info.width * info.height; i += 1) {
    const column = Math.floor((i % info.width) / block)
    const row = Math.floor(i / info.width / block)
    sums[row * across + column] += data[i * info.channels]! / block ** 2
  }
  return sums
}

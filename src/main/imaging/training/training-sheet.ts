import type { SheetRow } from '../../../shared/contract/imaging.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { plainImage, rawInput } from '../image-library.ts'
import type { Pixels } from '../pixels.ts'
import { compose } from '../result/compose.ts'
import { write } from '../write.ts'

/** Space around each picture, px. */
const gap = 8
const background = '#1b1b1b'
const asPredicted = { upsampling: 'bilinear' } as const

/**
 * One photo a row: grey, each prediction, the truth; written as JPEG.
 * @returns size of the sheet in pixels
 * @throws as writing does
 */
export async function trainingSheet(
  rows: readonly SheetRow[],
  output: string,
): Promise<{ width: number; height: number }> {
  const cells = await Promise.all(rows.map(cellsOf))
  const { width: side } = rows[0].truth
  const width = gap + cells[0].length * (side + gap)
  const height = gap + rows.length * (side + gap)
  const tiles = cells.flatMap((row, y) =>
    row.map((pixels, x) => {
      const [input, { raw }] = rawInput(pixels)
      return { input: Buffer.from(input), raw, left: gap + x * (side + gap), top: gap + y * (side + gap) }
    }),
  )
  const sheet = plainImage(width, height, background)
  await write(sheet.composite(tiles).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }), output)
  return { width, height }
}

async function cellsOf({ truth, predictions }: SheetRow): Promise<Pixels[]> {
  // Composing uses its photo up.
  const photo = (): Pixels => ({ ...truth, data: truth.data.slice(), channels: 3 })
  const grey: AbMap = { data: new Float32Array(2), width: 1, height: 1 }
  const maps = [grey, ...predictions]
  const coloured = await Promise.all(maps.map((ab) => compose(photo(), ab, asPredicted, 8)))
  return [...coloured, photo()]
}

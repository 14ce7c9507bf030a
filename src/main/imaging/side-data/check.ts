import { type ByteSource, withBytes } from '../byte-source.ts'
import type { PictureBytes } from '../image-library.ts'
import { SideDataBudget } from './budget.ts'
import { measureHeif } from './heif.ts'
import { measureJpeg } from './jpeg.ts'
import { measurePng } from './png.ts'
import { measureTiff } from './tiff.ts'
import { measureWebp } from './webp.ts'

type Measure = (source: ByteSource, budget: SideDataBudget) => Promise<void>

const formats: { starts: (head: string) => boolean; measure: Measure }[] = [
  { starts: (head) => head.startsWith('\x89PNG'), measure: measurePng },
  { starts: (head) => head.startsWith('\xff\xd8'), measure: measureJpeg },
  { starts: (head) => head.startsWith('II') || head.startsWith('MM'), measure: measureTiff },
  { starts: (head) => head.startsWith('RIFF') && head.startsWith('WEBP', 8), measure: measureWebp },
  { starts: (head) => head.startsWith('ftyp', 4), measure: measureHeif },
]

/**
 * Refuses a picture that comes with more profiles, metadata and texts than any photograph, before libvips
 * sees it: libvips unpacks and keeps them all, whatever their size. No pixel is read.
 * @throws `side-data-too-large`
 */
export async function checkSideData(picture: PictureBytes): Promise<void> {
  await withBytes(picture, async (source) => {
    const head = (await source.read(0, 12)).toString('latin1')
    const format = formats.find(({ starts }) => starts(head))
    await format?.measure(source, new SideDataBudget())
  })
}

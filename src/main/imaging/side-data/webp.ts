import type { ByteSource } from '../byte-source.ts'
import type { SideData, SideDataBudget } from './budget.ts'
import { measureExif } from './exif.ts'

const kinds: Record<string, SideData> = { ICCP: 'colour profile', EXIF: 'EXIF', 'XMP ': 'XMP' }
const pictureChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** The chunks of a WebP file. */
export async function measureWebp(source: ByteSource, budget: SideDataBudget): Promise<void> {
  let at = 12
  for (;;) {
    const head = await source.read(at, 8)
    if (head.length < 8) return
    const name = head.toString('latin1', 0, 4)
    const length = head.readUInt32LE(4)
    if (!pictureChunks.has(name)) budget.take(kinds[name] ?? 'other data', length)
    if (name === 'EXIF') await measureExif(source, at + 8, budget)
    at += 8 + length + (length % 2)
  }
}

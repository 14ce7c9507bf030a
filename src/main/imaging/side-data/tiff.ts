import type { ByteSource } from '../byte-source.ts'
import { measureTags } from '../formats/tiff-directory.ts'
import type { SideData, SideDataBudget } from './budget.ts'

const kinds = new Map<number, SideData>([
  [34675, 'colour profile'],
  [700, 'XMP'],
  [33723, 'IPTC'],
  [34377, 'IPTC'],
  [270, 'text'],
])
/** Where strips and tiles lie, which the size of the picture bounds. */
const tables = new Set([273, 279, 324, 325])

/** The values of all directories: libtiff reads them whole. */
export async function measureTiff(source: ByteSource, budget: SideDataBudget): Promise<void> {
  await measureTags(source, (tag, bytes) => {
    // A value that the file cannot hold is read by nobody.
    if (!tables.has(tag) && bytes > 8 && bytes <= source.size)
      budget.take(kinds.get(tag) ?? 'other data', bytes)
  })
}

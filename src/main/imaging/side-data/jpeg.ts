import type { ByteSource } from '../byte-source.ts'
import type { SideData, SideDataBudget } from './budget.ts'
import { measureExif } from './exif.ts'

const startOfScan = 0xda
const firstApplication = 0xe0
const lastApplication = 0xef
const comment = 0xfe

const signatures: [marker: number, start: string, kind: SideData][] = [
  [0xe1, 'Exif\0', 'EXIF'],
  [0xe1, 'http://ns.adobe.com/x', 'XMP'],
  [0xe2, 'ICC_PROFILE\0', 'colour profile'],
  [0xed, 'Photoshop 3.0\0', 'IPTC'],
]

/** The segments before the first scan: libjpeg keeps every one, and libvips joins those of a kind. */
export async function measureJpeg(source: ByteSource, budget: SideDataBudget): Promise<void> {
  let at = 2
  for (;;) {
    const head = await source.read(at, 40)
    if (head.length < 4) return
    const marker = head[0] === 0xff ? head[1] : 0
    if (marker === 0 || marker === 0xff) {
      at += await strayBytes(source, at)
      continue
    }
    if (marker === startOfScan) return
    const length = head.readUInt16BE(2)
    const isKept = (marker >= firstApplication && marker <= lastApplication) || marker === comment
    const kind = kindOf(marker, head.toString('latin1', 4))
    if (isKept) budget.take(kind, length)
    if (kind === 'EXIF') await measureExif(source, at + 4, budget)
    at += 2 + length
  }
}

const window = 65_536

/** How many bytes lie before the next marker, as they do between the segments of many scans. */
async function strayBytes(source: ByteSource, from: number): Promise<number> {
  const bytes = await source.read(from, window)
  for (let at = bytes.indexOf(0xff, 1); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff) return at
  }
  return Math.max(1, bytes.length - 1)
}

function kindOf(marker: number, start: string): SideData {
  if (marker === comment) return 'text'
  const found = signatures.find(([of, signature]) => of === marker && start.startsWith(signature))
  return found?.[2] ?? 'other data'
}

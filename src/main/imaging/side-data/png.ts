import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { ByteSource } from '../byte-source.ts'
import type { SideData, SideDataBudget } from './budget.ts'
import { measureExif } from './exif.ts'

const unpack = promisify(inflate)

const firstChunk = 8
const xmpKeyword = 'XML:com.adobe.xmp'
const longestKeyword = 79
/** Smaller pieces of picture data are counted: millions of them are no picture. */
const leastData = 64
/** Parts of the picture itself, which the size in the header bounds. */
const pictureChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'fdAT', 'fcTL', 'acTL'])

/** All chunks of a PNG, those after the picture too: libpng unpacks every one. */
export async function measurePng(source: ByteSource, budget: SideDataBudget): Promise<void> {
  let at = firstChunk
  for (;;) {
    const head = await source.read(at, 8)
    if (head.length < 8) return
    const length = head.readUInt32BE(0)
    const name = head.toString('latin1', 4, 8)
    if (name === 'IDAT' && length < leastData) budget.take('other data', 0)
    if (!pictureChunks.has(name)) await measureChunk(source, at + 8, length, name, budget)
    if (name === 'IEND') return
    at += 12 + length
  }
}

async function measureChunk(
  source: ByteSource,
  at: number,
  length: number,
  name: string,
  budget: SideDataBudget,
): Promise<void> {
  const start = await source.read(at, Math.min(length, 3 * longestKeyword))
  const keyword = start.toString('latin1', 0, Math.max(0, start.indexOf(0)))
  const kind = kindOf(name, keyword)
  const packed = packedFrom(name, start, keyword.length)
  budget.take(kind, packed === undefined ? length : 0)
  if (kind === 'EXIF') await measureExif(source, at, budget)
  if (packed === undefined) return
  // Packed data of more than what may come out of it.
  if (length > budget.left(kind)) throw budget.overflow(kind)
  const bytes = await source.read(at + packed, length - packed)
  budget.take(kind, await unpackedBytes(bytes, kind, budget))
}

function kindOf(name: string, keyword: string): SideData {
  if (name === 'iCCP') return 'colour profile'
  if (name === 'eXIf') return 'EXIF'
  if (name === 'iTXt' && keyword === xmpKeyword) return 'XMP'
  return ['tEXt', 'zTXt', 'iTXt'].includes(name) ? 'text' : 'other data'
}

/** Where in a chunk zlib's data begin; nothing where it holds none. */
function packedFrom(name: string, start: Buffer, keyword: number): number | undefined {
  if (name === 'iCCP' || name === 'zTXt') return keyword + 2
  if (name !== 'iTXt' || start[keyword + 1] !== 1) return undefined
  // Language and translated keyword, each with its zero.
  const language = start.indexOf(0, keyword + 3)
  const translated = start.indexOf(0, language + 1)
  return language < 0 || translated < 0 ? keyword + 3 : translated + 1
}

async function unpackedBytes(packed: Buffer, kind: SideData, budget: SideDataBudget): Promise<number> {
  try {
    const maxOutputLength = Math.max(1, budget.left(kind))
    return (await unpack(packed, { maxOutputLength, finishFlush: 2 })).length
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw budget.overflow(kind)
    // Broken data are no damage to the picture; libpng leaves them out.
    return 0
  }
}

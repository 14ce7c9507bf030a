import type { ByteSource } from '../byte-source.ts'
import type { SideDataBudget } from './budget.ts'

/** Tags whose value is the place of another directory: of the exposure, of the place, of other programs. */
const pointers = new Set([0x8769, 0x8825, 0xa005])
/** A photograph has three. libexif follows every one, and compares each with all of its directory. */
const mostPointers = 64
const entryBytes = 12
const signature = 'Exif\0\0'

/** The directories of a block of EXIF, each once, whatever points to it. */
export async function measureExif(source: ByteSource, at: number, budget: SideDataBudget): Promise<void> {
  const head = (await source.read(at, signature.length)).toString('latin1')
  const start = head === signature ? at + signature.length : at
  const header = await source.read(start, 8)
  if (header.length < 8) return
  const isLittle = header[0] === 0x49
  const uint16 = (bytes: Buffer, from: number) =>
    isLittle ? bytes.readUInt16LE(from) : bytes.readUInt16BE(from)
  const uint32 = (bytes: Buffer, from: number) =>
    isLittle ? bytes.readUInt32LE(from) : bytes.readUInt32BE(from)

  const offsets = new Set([uint32(header, 4)])
  let found = 0
  // What is added meanwhile comes in its turn.
  for (const offset of offsets) {
    const count = await source.read(start + offset, 2)
    if (count.length < 2) continue
    const entries = uint16(count, 0)
    const table = await source.read(start + offset + 2, entries * entryBytes + 4)
    for (let entry = 0; entry + entryBytes <= table.length; entry += entryBytes) {
      if (!pointers.has(uint16(table, entry))) continue
      offsets.add(uint32(table, entry + 8))
      found += 1
      if (found > mostPointers) throw budget.tooManyDirectories(mostPointers)
    }
    const next = entries * entryBytes
    if (table.length === next + 4 && uint32(table, next) > 0 && offsets.size <= mostPointers) {
      offsets.add(uint32(table, next))
    }
  }
}

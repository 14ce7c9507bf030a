/** One more entry of a directory: its tag, and a text as it stands in the file. */
type Text = [tag: number, text: string]

/**
 * A little-endian TIFF with a directory that has more texts, which need not end as TIFF wants it, in
 * `order`; `dropped` tags are left out, whole `entries` put in.
 */
export function withTexts(
  tiff: Buffer,
  texts: readonly Text[],
  {
    reversed = false,
    dropped = [],
    entries: more = [],
  }: { reversed?: boolean; dropped?: number[]; entries?: Buffer[] } = {},
): Buffer {
  const old = tiff.readUInt32LE(4)
  const count = tiff.readUInt16LE(old)
  const entries = Array.from({ length: count }, (_, i) => tiff.subarray(old + 2 + 12 * i, old + 14 + 12 * i))
    .filter((entry) => !dropped.includes(entry.readUInt16LE(0)))
    .map((entry) => Buffer.from(entry))
  entries.push(...more.map((entry) => Buffer.from(entry)))
  const values: Buffer[] = []
  let at = tiff.length + (tiff.length % 2)
  for (const [tag, text] of texts) {
    const entry = Buffer.alloc(12)
    entry.writeUInt16LE(tag, 0)
    entry.writeUInt16LE(2, 2)
    entry.writeUInt32LE(text.length, 4)
    entry.writeUInt32LE(at, 8)
    const value = Buffer.from(text.padEnd(text.length + (text.length % 2), '\0'), 'latin1')
    values.push(value)
    at += value.length
    entries.push(entry)
  }
  entries.sort((a, b) => a.readUInt16LE(0) - b.readUInt16LE(0))
  if (reversed) entries.reverse()
  const head = Buffer.from(tiff.subarray(0, 8))
  head.writeUInt32LE(at, 4)
  const size = Buffer.alloc(2)
  size.writeUInt16LE(entries.length, 0)
  const pad = Buffer.alloc(tiff.length % 2)
  return Buffer.concat([head, tiff.subarray(8), pad, ...values, size, ...entries, Buffer.alloc(4)])
}

/** The TIFF with part of its first strip's data zeroed, from the middle on. */
export function zeroed(tiff: Buffer, bytes: number): Buffer {
  const copy = Buffer.from(tiff)
  const [offset, length] = [273, 279].map((tag) => firstValue(tiff, tag))
  const middle = (offset ?? 0) + ((length ?? 0) >> 1)
  return copy.fill(0, middle, middle + bytes)
}

/** The first number of a tag of the first directory. */
function firstValue(tiff: Buffer, wanted: number): number {
  const directory = tiff.readUInt32LE(4)
  for (let i = 0; i < tiff.readUInt16LE(directory); i++) {
    const at = directory + 2 + 12 * i
    if (tiff.readUInt16LE(at) !== wanted) continue
    const size = tiff.readUInt16LE(at + 2) === 3 ? 2 : 4
    const place = tiff.readUInt32LE(at + 4) * size > 4 ? tiff.readUInt32LE(at + 8) : at + 8
    return tiff.readUIntLE(place, size)
  }
  throw new Error(`The TIFF has no tag ${wanted}.`)
}

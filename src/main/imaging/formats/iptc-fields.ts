/** What is read of an IPTC block (IIM, application record), by its name in the standard. */
export interface IptcFields {
  /** 2:120, Caption/Abstract. */
  caption?: string
  /** 2:55, Date Created. */
  dateCreated?: string
  /** 2:05, Object Name. */
  title?: string
  /** 2:25, Keywords. */
  keywords?: string[]
}

const marker = 0x1c
const fieldsByNumber = new Map<number, keyof IptcFields>([
  [120, 'caption'],
  [55, 'dateCreated'],
  [5, 'title'],
  [25, 'keywords'],
])
/** 1:90 with this value says that texts are UTF-8. */
const utf8 = '\x1b%G'

/**
 * Reads an IPTC block, bare as in TIFF or inside Photoshop's resources as in JPEG. What cannot be read is
 * not there.
 */
export function readIptc(block: Buffer | undefined): IptcFields {
  const fields: IptcFields = {}
  const iim = block && iimOf(block)
  if (!iim) return fields
  let charset = ''
  let at = 0
  while (at + 5 <= iim.length && iim[at] === marker) {
    const [record, number, length] = [iim[at + 1], iim[at + 2], iim.readUInt16BE(at + 3)]
    // A length of more than 15 bits says how many bytes its own number takes: no text is as long.
    if (length > 0x7fff) break
    const value = iim.subarray(at + 5, at + 5 + length)
    const field = record === 2 ? fieldsByNumber.get(number) : undefined
    if (record === 1 && number === 90) charset = value.toString('latin1')
    if (field === 'keywords')
      fields.keywords = [...(fields.keywords ?? []), decodeText(value, charset === utf8)]
    else if (field) fields[field] ??= decodeText(value, charset === utf8)
    at += 5 + length
  }
  return fields
}

/** Text without a declared encoding is UTF-8 where it can be, else Latin 1. */
export function decodeText(bytes: Uint8Array, isUtf8 = false): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

const signature = 'Photoshop 3.0\0'
const iptcResource = 0x0404

/** Photoshop's resources, one after the other: `8BIM`, number, name, length, data, each padded to two bytes. */
function iimOf(block: Buffer): Buffer | undefined {
  let at = block.toString('latin1', 0, signature.length) === signature ? signature.length : 0
  while (at + 12 <= block.length && block.toString('latin1', at, at + 4) === '8BIM') {
    const number = block.readUInt16BE(at + 4)
    const data = at + 6 + even(1 + block[at + 6]) + 4
    if (data > block.length) return undefined
    const length = block.readUInt32BE(data - 4)
    if (number === iptcResource) return block.subarray(data, data + length)
    at = data + even(length)
  }
  return at === 0 ? block : undefined
}

function even(length: number): number {
  return length + (length % 2)
}

import { TintypeError } from '../../../shared/errors.ts'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endBytes = 22
const entryBytes = 46
const localBytes = 30
/** The comment behind the end record may be so long. */
const longestComment = 0xffff

/**
 * The files of a zip that are stored without compression, by name, as views into it. PyTorch stores all.
 * Errors: `model-damaged` when the directory leads astray, `model-foreign` for a compressed file.
 */
export function readStoredZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(zip)
  const files = new Map<string, Uint8Array>()
  let position = zip.readUInt32LE(end + 16)
  for (let entry = zip.readUInt16LE(end + 10); entry > 0; entry--) {
    if (position + entryBytes > end || zip.readUInt32LE(position) !== entrySignature) throw damaged()
    if (zip.readUInt16LE(position + 10) !== 0) {
      throw new TintypeError(
        'model-foreign',
        'The weights file is a compressed zip, which PyTorch does not write.',
      )
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => zip.readUInt16LE(position + at))
    const name = zip.toString('utf8', position + entryBytes, position + entryBytes + nameLength)
    files.set(name, contentOf(zip, zip.readUInt32LE(position + 42), zip.readUInt32LE(position + 24)))
    position += entryBytes + nameLength + extraLength + commentLength
  }
  return files
}

function contentOf(zip: Buffer, local: number, length: number): Uint8Array {
  if (local + localBytes > zip.length) throw damaged()
  const start = local + localBytes + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + length > zip.length) throw damaged()
  return zip.subarray(start, start + length)
}

function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - endBytes - longestComment)
  for (let at = zip.length - endBytes; at >= first; at--) {
    if (zip.readUInt32LE(at) === endSignature) return at
  }
  throw damaged()
}

function damaged(): TintypeError {
  return new TintypeError('model-damaged', 'The weights file is incomplete. Download it again.')
}

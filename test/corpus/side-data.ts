import { deflateSync } from 'node:zlib'
import { pngChunk, withPngChunk } from './files.ts'

/** `bytes` zeros, deflated a thousand times smaller. */
export function packedZeros(bytes: number): Buffer {
  return deflateSync(Buffer.alloc(bytes), { level: 9 })
}

function named(keyword: string, rest: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${keyword}\0`, 'latin1'), rest])
}

/** PNG with a colour profile that unpacks to `bytes`. */
export function withPackedProfile(png: Buffer, bytes: number): Buffer {
  return withPngChunk(png, 'iCCP', named('x', Buffer.concat([Buffer.alloc(1), packedZeros(bytes)])))
}

/** PNG with `count` packed texts of `bytes` each, before its picture. */
export function withPackedTexts(png: Buffer, bytes: number, count: number): Buffer {
  const chunk = pngChunk('zTXt', named('Comment', Buffer.concat([Buffer.alloc(1), packedZeros(bytes)])))
  return inserted(png, 33, Array<Buffer>(count).fill(chunk))
}

/** PNG with a packed international text after its picture, where libpng reads it as well. */
export function withPackedTextAtEnd(png: Buffer, bytes: number): Buffer {
  const text = named('Comment', Buffer.concat([Buffer.from([1, 0, 0, 0]), packedZeros(bytes)]))
  return inserted(png, png.length - 12, [pngChunk('iTXt', text)])
}

/** JPEG with `count` segments of 64 KB that begin with `signature`. */
export function withSegments(jpeg: Buffer, marker: number, signature: string, count: number): Buffer {
  const segment = Buffer.alloc(65_537)
  segment.set([0xff, marker, 0xff, 0xff])
  segment.write(signature, 4, 'latin1')
  return inserted(jpeg, 2, Array<Buffer>(count).fill(segment))
}

/** WebP with a chunk of its extended form. */
export function withWebpChunk(webp: Buffer, name: string, bytes: number): Buffer {
  const chunk = Buffer.alloc(8 + bytes)
  chunk.write(name, 'latin1')
  chunk.writeUInt32LE(bytes, 4)
  const whole = Buffer.concat([webp, chunk])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}

/** TIFF with one more value of its directory, at its end. */
export function withTiffTag(tiff: Buffer, tag: number, bytes: number): Buffer {
  const at = tiff.readUInt32LE(4)
  const count = tiff.readUInt16LE(at)
  const entry = Buffer.alloc(12)
  entry.writeUInt16LE(tag, 0)
  entry.writeUInt16LE(7, 2)
  entry.writeUInt32LE(bytes, 4)
  const value = tiff.length
  entry.writeUInt32LE(value, 8)
  const entries = Array.from({ length: count }, (_, i) => tiff.subarray(at + 2 + 12 * i, at + 14 + 12 * i))
  const sorted = [...entries, entry].sort((a, b) => a.readUInt16LE(0) - b.readUInt16LE(0))
  const head = Buffer.alloc(2)
  head.writeUInt16LE(sorted.length)
  const directory = Buffer.concat([head, ...sorted, Buffer.alloc(4)])
  const whole = Buffer.concat([tiff, Buffer.alloc(bytes + (bytes % 2)), directory])
  whole.writeUInt32LE(value + bytes + (bytes % 2), 4)
  return whole
}

function inserted(bytes: Buffer, at: number, pieces: Buffer[]): Buffer {
  return Buffer.concat([bytes.subarray(0, at), ...pieces, bytes.subarray(at)])
}

/** EXIF whose one directory says so many times that another one is where it is itself. */
export function circularExif(count: number): Buffer {
  const block = Buffer.alloc(8 + 2 + 12 * count + 4)
  block.write('II*\0', 'latin1')
  block.writeUInt32LE(8, 4)
  block.writeUInt16LE(count, 8)
  for (let at = 10; at < 10 + 12 * count; at += 12) {
    block.writeUInt16LE(0x8769, at)
    block.writeUInt16LE(4, at + 2)
    block.writeUInt32LE(1, at + 4)
    block.writeUInt32LE(8, at + 8)
  }
  return block
}

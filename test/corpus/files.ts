import { crc32, deflateSync } from 'node:zlib'

export interface TiffOptions {
  width: number
  height: number
  /** Samples of all channels, interleaved; fewer than the header says makes a lying header. */
  data: Uint8Array | Uint16Array | Float32Array
  channels?: number
  icc?: Buffer
  dpi?: number
  orientation?: number
  whiteIsZero?: boolean
}

type Entry = [tag: number, type: 'short' | 'long' | 'rational' | 'bytes', value: number | number[] | Buffer]

/** A little-endian, uncompressed baseline TIFF of one strip. */
export function tiff(options: TiffOptions): Buffer {
  const { width, height, data, channels = 1, icc, dpi = 72, orientation = 1, whiteIsZero = false } = options
  const bits = data.BYTES_PER_ELEMENT * 8
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const photometric = channels >= 3 ? 2 : whiteIsZero ? 0 : 1
  const entries: Entry[] = [
    [256, 'long', width],
    [257, 'long', height],
    [258, 'short', Array(channels).fill(bits)],
    [259, 'short', 1],
    [262, 'short', photometric],
    [273, 'long', 8],
    [274, 'short', orientation],
    [277, 'short', channels],
    [278, 'long', height],
    [279, 'long', width * height * channels * (bits / 8)],
    [282, 'rational', dpi],
    [283, 'rational', dpi],
    [296, 'short', 2],
    ...extraSamples(channels),
    [339, 'short', Array(channels).fill(data instanceof Float32Array ? 3 : 1)],
    ...(icc ? [[34675, 'bytes', icc] satisfies Entry] : []),
  ]
  return layOut(entries, pixels)
}

/** Says that the channel after grey or RGB is alpha. */
function extraSamples(channels: number): Entry[] {
  return channels % 2 === 0 ? [[338, 'short', 2]] : []
}

function layOut(entries: Entry[], pixels: Buffer): Buffer {
  const codes = { short: 3, long: 4, rational: 5, bytes: 7 }
  const body = Buffer.concat([pixels, Buffer.alloc(pixels.length % 2)])
  const directory = Buffer.alloc(2 + entries.length * 12 + 4)
  directory.writeUInt16LE(entries.length, 0)
  const extra: Buffer[] = []
  let extraAt = 8 + body.length + directory.length
  for (const [i, [tag, type, value]] of entries.entries()) {
    const bytes = valueBytes(type, value)
    const at = 2 + 12 * i
    directory.writeUInt16LE(tag, at)
    directory.writeUInt16LE(codes[type], at + 2)
    directory.writeUInt32LE(bytes.length / { short: 2, long: 4, rational: 8, bytes: 1 }[type], at + 4)
    if (bytes.length <= 4) bytes.copy(directory, at + 8)
    else {
      directory.writeUInt32LE(extraAt, at + 8)
      extra.push(bytes)
      extraAt += bytes.length
    }
  }
  const header = Buffer.alloc(8)
  header.write('II*\0', 0, 'latin1')
  header.writeUInt32LE(8 + body.length, 4)
  return Buffer.concat([header, body, directory, ...extra])
}

function valueBytes(type: string, value: number | number[] | Buffer): Buffer {
  if (Buffer.isBuffer(value)) return Buffer.concat([value, Buffer.alloc(value.length % 2)])
  const values = Array.isArray(value) ? value : [value]
  const size = { short: 2, long: 4, rational: 8 }[type] ?? 1
  const bytes = Buffer.alloc(values.length * size)
  for (const [i, one] of values.entries()) {
    if (type === 'short') bytes.writeUInt16LE(one, 2 * i)
    else bytes.writeUInt32LE(one, size * i)
    if (type === 'rational') bytes.writeUInt32LE(1, size * i + 4)
  }
  return bytes
}

/** A PNG chunk with its checksum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  named.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}

/** The PNG with a chunk put right after its header. */
export function withPngChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const afterHeader = 8 + 25
  return Buffer.concat([png.subarray(0, afterHeader), pngChunk(type, data), png.subarray(afterHeader)])
}

export function withPngProfile(png: Buffer, icc: Buffer): Buffer {
  return withPngChunk(png, 'iCCP', Buffer.concat([Buffer.from('test\0\0', 'latin1'), deflateSync(icc)]))
}

/** A PNG of a few bytes whose header claims any size. */
export function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(64))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** The JPEG with another size written into its frame header. */
export function withJpegSize(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg)
  let at = 2
  while (copy[at + 1] < 0xc0 || copy[at + 1] > 0xc2) at += 2 + copy.readUInt16BE(at + 2)
  copy.writeUInt16BE(height, at + 5)
  copy.writeUInt16BE(width, at + 7)
  return copy
}

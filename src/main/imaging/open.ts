import { open, readFile, stat } from 'node:fs/promises'
import type { Metadata, Sharp, SharpOptions } from 'sharp'
import type { Picture } from '../../shared/contract/imaging.ts'
import { TintypeError } from '../../shared/errors.ts'
import { encodedImage, headerOf, pixelLimit } from './image-library.ts'
import { withoutStrayBytes } from './jpeg-header.ts'
import type { Depth } from './pixels.ts'

/** A picture whose header has been read and found acceptable. */
export interface OpenedPicture {
  input: Picture
  metadata: Metadata
  /** Size in pixels after orientation is applied. */
  width: number
  height: number
  depth: Depth
}

/**
 * Reads and checks the header.
 * @throws TintypeError `file-*` or `picture-*`
 */
export async function openPicture(picture: Picture): Promise<OpenedPicture> {
  if (typeof picture === 'string') await checkFile(picture)
  else if (picture.length === 0) throw new TintypeError('file-empty', 'The picture holds no data.')
  const input = await inputOf(picture)
  const metadata = await readHeader(input)
  const { width, height } = metadata.autoOrient
  if (width * height > pixelLimit) {
    throw new TintypeError(
      'picture-too-large',
      `The picture says it has ${width} x ${height} pixels, ${megapixels(width * height)} megapixels; ` +
        `the most Tintype opens is ${megapixels(pixelLimit)}.`,
      { details: { width, height, limit: pixelLimit } },
    )
  }
  return { input, metadata, width, height, depth: depthOfHeader(metadata) }
}

/**
 * Runs a pipeline over the picture so that damage never passes unseen: a half-grey photo is an error.
 * `build` may be called twice.
 * @throws TintypeError `picture-damaged`
 */
export async function readPixels<T>(
  { input, metadata }: OpenedPicture,
  options: SharpOptions,
  build: (image: Sharp) => Promise<T>,
): Promise<T> {
  // Only at `warning` libvips refuses a JPEG whose lost part libjpeg has filled with grey.
  const strictly = (bytes: Picture) => build(encodedImage(bytes, { ...options, failOn: 'warning' }))
  try {
    return await strictly(input)
  } catch (thrown) {
    const cleaned = metadata.format === 'jpeg' && withoutStrayBytes(await bytesOf(input))
    if (!cleaned) throw damaged(thrown)
    return await strictly(cleaned).catch((again: unknown) => Promise.reject(damaged(again)))
  }
}

async function bytesOf(input: Picture): Promise<Buffer<ArrayBuffer>> {
  return typeof input === 'string'
    ? readFile(input)
    : Buffer.from(input.buffer, input.byteOffset, input.length)
}

/** libvips takes brackets at the end of a name for options, and would open another file: such a file is read here. */
async function inputOf(picture: Picture): Promise<Picture> {
  return typeof picture === 'string' && picture.endsWith(']') ? bytesOf(picture) : picture
}

/** `fs` says in a typed way what libvips would put into prose. */
async function checkFile(path: string): Promise<void> {
  try {
    const facts = await stat(path)
    // Opening a pipe would wait for ever.
    if (!facts.isFile()) throw new TintypeError('file-unreadable', `${path} is not a file.`)
    await (await open(path)).close()
    if (facts.size === 0) {
      throw new TintypeError('file-empty', `${path} is empty (0 bytes).`)
    }
  } catch (thrown) {
    if (thrown instanceof TintypeError) throw thrown
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new TintypeError('file-not-found', `${path} does not exist.`, { cause: thrown })
    }
    throw new TintypeError('file-unreadable', `${path} cannot be read (${code}).`, { cause: thrown })
  }
}

async function readHeader(input: Picture): Promise<Metadata> {
  try {
    return await headerOf(input)
  } catch (thrown) {
    const reason = messageOf(thrown)
    if (/unsupported image format|is blocked/i.test(reason)) {
      throw new TintypeError('picture-unknown', 'This is not a picture that Tintype can read.', {
        cause: thrown,
      })
    }
    throw damaged(thrown)
  }
}

function depthOfHeader({ depth, space }: Metadata): Depth {
  if (depth === 'uchar') return 8
  if (depth === 'ushort') return space === 'grey16' || space === 'rgb16' ? 16 : 8
  throw new TintypeError(
    'picture-unknown',
    `The picture stores its pixels as "${depth}" numbers, which Tintype cannot show rightly.`,
  )
}

function damaged(thrown: unknown): TintypeError {
  return new TintypeError(
    'picture-damaged',
    `The picture is damaged and cannot be read to its end (${messageOf(thrown)}).`,
    { cause: thrown },
  )
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message.trim() : String(thrown)
}

function megapixels(pixels: number): number {
  return Math.round(pixels / 1e6)
}

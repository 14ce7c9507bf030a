import type { Metadata, SharpOptions } from 'sharp'
import type { Picture } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { bytesOf, sizeOf, withBytes } from '../byte-source.ts'
import { frameOf, readJpeg } from '../formats/jpeg-segments.ts'
import { pngToSrgb } from '../formats/png-colour.ts'
import { tiffCopy } from '../formats/tiff-copy.ts'
import { noSuchPage, planTiff, type TiffReading } from '../formats/tiff-reading.ts'
import type { ToSrgb } from '../formats/to-srgb.ts'
import { beginsAsTiff, isOfUnreadKind, kindByBytes, unsupported } from '../formats/unsupported.ts'
import { headerOf, type PictureBytes, pixelLimit } from '../image-library.ts'
import type { Depth } from '../pixels.ts'
import { checkSideData } from '../side-data/check.ts'
import { hasHalfChroma } from '../side-data/heif.ts'
import { checkFile } from './check-file.ts'
import { allowTimeFor } from './deadline.ts'
import { remarksOf } from './harmless-remarks.ts'
import { requireMemory, requireRoomForFile } from './memory-bound.ts'

/** A picture whose header has been read and found acceptable. */
export interface OpenedPicture {
  /** The file as it is, with its metadata. */
  input: PictureBytes
  /** What libvips decodes: the same, or a copy that it understands. */
  data: PictureBytes
  /** Which image of `data`. */
  selection: Pick<SharpOptions, 'page' | 'tiff'>
  metadata: Metadata
  /** Size in pixels after orientation is applied. */
  width: number
  height: number
  /** Size in pixels as stored. */
  pageWidth: number
  pageHeight: number
  depth: Depth
  /** Photographs in the file that can be asked for by their page. */
  pages: number
  /** What a person should know; reading the pixels may add to it. */
  remarks: Remark[]
  /** What is left to do on the way to sRGB when libvips has decoded. */
  toSrgb?: ToSrgb
  tiff?: TiffReading
  /** The user wants what is there of a damaged picture. */
  acceptDamaged: boolean
}

/**
 * Reads and checks the header.
 * @param held all bytes of the file, where they have been read already
 * @throws `file-*` or `picture-*`
 */
export async function openPicture(picture: Picture, held?: Uint8Array): Promise<OpenedPicture> {
  const { source, acceptDamaged, page } = sourceOf(picture)
  if (held === undefined && typeof source === 'string') await checkFile(source)
  else if (source.length === 0) throw new TintypeError('file-empty', 'The picture holds no data.')
  const input = held ?? (await inputOf(source))
  await checkSideData(input)
  const tiff = await planTiff(input, page)
  if (!tiff && page) throw noSuchPage(page)
  const { data, selection } = tiff ? await tiffData(input, tiff) : { data: input, selection: {} }
  const metadata = await readHeader(data, selection)
  if (metadata.format === 'jpeg') await requireReadJpeg(input)
  const { width, height } = metadata.autoOrient
  if (width * height > pixelLimit) {
    throw new TintypeError(
      'picture-too-large',
      `The picture says it has ${width} x ${height} pixels, ${megapixels(width * height)} megapixels; ` +
        `the most Tintype opens is ${megapixels(pixelLimit)}.`,
      { details: { width, height, limit: pixelLimit } },
    )
  }
  const halfChroma = metadata.format === 'heif' && (await withBytes(input, hasHalfChroma))
  const copied = data !== input && typeof data !== 'string' ? data.length : 0
  requireMemory({ metadata, width, height, depth: depthOfHeader(metadata), halfChroma, copied })
  allowTimeFor(width * height)
  const toSrgb = metadata.format === 'png' && !metadata.icc ? await pngToSrgb(input) : tiff?.toSrgb
  const frames = metadata.pages ?? 1
  return {
    ...{ input, data, selection, width, height, pages: tiff?.pages ?? 1, acceptDamaged },
    // A copy keeps only what decoding needs.
    metadata: data === input ? metadata : { ...metadata, ...(await fileMetadata(input, tiff?.image.page)) },
    ...{ pageWidth: metadata.width, pageHeight: metadata.height },
    depth: depthOfHeader(metadata),
    remarks: [
      ...(tiff?.remarks ?? (frames > 1 ? [{ kind: 'more-pages' as const, number: frames - 1 }] : [])),
      ...(isBitonal(metadata) ? [{ kind: 'bitonal' as const }] : []),
    ],
    ...(toSrgb && { toSrgb }),
    ...(tiff && { tiff }),
  }
}

export function sourceOf(picture: Picture): {
  source: PictureBytes
  acceptDamaged: boolean
  page?: number | undefined
} {
  if (typeof picture === 'string' || picture instanceof Uint8Array) {
    return { source: picture, acceptDamaged: false }
  }
  const { path, acceptDamaged = false, page } = picture
  return { source: path, acceptDamaged, page }
}

/** libvips takes brackets at the end of a name for options, and would open another file: such a file is read here. */
async function inputOf(source: PictureBytes): Promise<PictureBytes> {
  return typeof source === 'string' && source.endsWith(']') ? bytesOf(source) : source
}

/** The image that was chosen, in its file, or in a copy where libvips would read it wrongly. */
async function tiffData(
  input: PictureBytes,
  { image, littleEndian, changes, pixels }: TiffReading,
): Promise<Pick<OpenedPicture, 'data' | 'selection'>> {
  if (changes.size > 0) requireRoomForFile(await sizeOf(input), pixels)
  const copy = changes.size > 0 && (await tiffCopy(input, image, littleEndian, changes))
  if (copy) return { data: copy, selection: {} }
  const { page, subifd } = image
  if (page === 0 && subifd === undefined) return { data: input, selection: {} }
  return { data: input, selection: { page, ...(subifd !== undefined && { tiff: { subifd } }) } }
}

/** @param page of the directory that the metadata stand in */
async function fileMetadata(
  input: PictureBytes,
  page = 0,
): Promise<Pick<Metadata, 'density' | 'exif' | 'iptc' | 'xmp' | 'xmpAsString'>> {
  const { density, exif, iptc, xmp, xmpAsString } = await headerOf(input, { page }).catch(
    (): Partial<Metadata> => ({}),
  )
  return {
    ...(density && { density }),
    ...(exif && { exif }),
    ...(iptc && { iptc }),
    ...(xmp && { xmp }),
    ...(xmpAsString && { xmpAsString }),
  }
}

/** libjpeg's own limits, in words. */
async function requireReadJpeg(input: PictureBytes): Promise<void> {
  const head = await withBytes(input, ({ read }) => read(0, 1 << 20))
  const file = readJpeg(head)
  const frame = file && frameOf(head, file.segments)
  if (frame && frame.precision !== 8) throw unsupported(`a JPEG of ${frame.precision} bits a channel`)
  const isLossless = frame && [0xc3, 0xc7, 0xcb, 0xcf].includes(frame.marker)
  if (isLossless) throw unsupported('a lossless JPEG')
}

function isBitonal({ bitsPerSample, space, format }: Metadata): boolean {
  return bitsPerSample === 1 && space === 'b-w' && format !== 'gif'
}

async function readHeader(data: PictureBytes, selection: SharpOptions): Promise<Metadata> {
  const metadata = await headerOf(data, selection).catch(async (thrown: unknown) => {
    const said = remarksOf(thrown)
    const kind = await withBytes(data, kindByBytes)
    if (/unsupported image format|is blocked/i.test(said.join())) {
      // libvips knows a TIFF by its first directory, which stands at the end of many: it is lost when they are cut.
      if ((!kind || kind === 'a TIF picture') && (await withBytes(data, beginsAsTiff))) {
        throw new TintypeError(
          'picture-damaged',
          'The header of the picture is damaged (the directory of the TIFF is missing, or cannot be read).',
          { cause: thrown },
        )
      }
      if (kind) throw unsupported(kind, thrown)
      throw new TintypeError('picture-unknown', 'This is not a picture that Tintype can read.', {
        cause: thrown,
      })
    }
    if (said.some(isOfUnreadKind)) throw unsupported(`${kind ?? 'a picture'} (${said[0]})`, thrown)
    throw new TintypeError('picture-damaged', `The header of the picture is damaged (${said.join('; ')}).`, {
      cause: thrown,
    })
  })
  if (metadata.format === 'heif' && metadata.compression === 'hevc') {
    throw unsupported((await withBytes(data, kindByBytes)) ?? 'a HEIC picture')
  }
  return metadata
}

function depthOfHeader({ depth, space }: Metadata): Depth {
  if (depth === 'uchar') return 8
  if (depth === 'ushort') return space === 'grey16' || space === 'rgb16' ? 16 : 8
  throw unsupported(`a picture that stores its pixels as "${depth}" numbers`)
}

function megapixels(pixels: number): number {
  return Math.round(pixels / 1e6)
}

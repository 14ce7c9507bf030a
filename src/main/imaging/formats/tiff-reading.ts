import { photographsAtMost } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { withBytes } from '../byte-source.ts'
import type { PictureBytes } from '../image-library.ts'
import { choosePhotographs, type TiffChoice } from './tiff-choice.ts'
import type { TiffChanges } from './tiff-copy.ts'
import { numbersOf, readTiff, type TiffFile, type TiffImage, tiffTags } from './tiff-directory.ts'
import { fromCurve, fromLab, type ToSrgb } from './to-srgb.ts'
import { unsupported } from './unsupported.ts'

/** How a TIFF is read: which image of it, and what libvips has to be helped with. */
export interface TiffReading {
  image: TiffImage
  littleEndian: boolean
  /** As the directory says: not yet looked at by libvips. */
  pixels: number
  /** Photographs in the file, as many as are taken of one. */
  pages: number
  remarks: Remark[]
  /** Compression of the image, by its number. */
  compression: number
  /** Values of the directory without which libvips reads the image wrongly, or not at all. */
  changes: TiffChanges
  toSrgb?: ToSrgb
  /** Three channels that are no colours before `toSrgb` has gone over them: they cannot be resized. */
  isLab: boolean
}

const photometrics = {
  blackIsZero: 1,
  rgb: 2,
  lab: 8,
  iccLab: 9,
  ituLab: 10,
  logL: 32844,
  logLuv: 32845,
  cfa: 32803,
  linearRaw: 34892,
}

/** Compressions that this libtiff knows, and the names of the others. */
const readCompressions = new Set([1, 2, 3, 4, 5, 7, 8, 32773, 32946])
const compressionNames: Record<number, string> = {
  6: 'old-style JPEG',
  34712: 'JPEG 2000',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34892: 'lossy DNG',
  34925: 'LZMA',
  50000: 'ZSTD',
  50001: 'WebP',
  50002: 'JPEG XL',
  52546: 'JPEG XL',
  34661: 'JBIG',
  34887: 'LERC',
}

/**
 * Looks at the directories of a TIFF before libvips does.
 * @param page which photograph of the file is wanted; without, the first
 * @returns nothing for what is no TIFF, or one without a readable directory: libvips says what is wrong
 * @throws `picture-unsupported`, `file-not-found` for a page that the file has not
 */
export async function planTiff(picture: PictureBytes, page?: number): Promise<TiffReading | undefined> {
  const file = await withBytes(picture, readTiff)
  if (!file || file.images.length === 0) return undefined
  const choice = choosePhotographs(file)
  if (!choice) {
    throw new TintypeError(
      'picture-unsupported',
      'The file holds reduced copies of a picture, and not the picture itself.',
    )
  }
  const image = choice.photographs[page ?? 0]
  if (!image) throw noSuchPage(page)
  return readingOf(file, choice, image, page)
}

function readingOf(
  { littleEndian, images }: TiffFile,
  { photographs, onlyReduced }: TiffChoice,
  image: TiffImage,
  page: number | undefined,
): TiffReading {
  const values = (tag: number, of = image): number[] => numbersOf(of.tags.get(tag), littleEndian)
  const [compression = 1] = values(tiffTags.compression)
  const [photometric = 1] = values(tiffTags.photometric)
  const bits = values(tiffTags.bitsPerSample)
  const isDng = images[0]?.tags.has(tiffTags.dngVersion) ?? false
  requireKnown(compression, photometric, bits, values(tiffTags.sampleFormat), isDng)

  const changes = new Map<number, readonly number[] | undefined>()
  const { lab, iccLab, linearRaw } = photometrics
  const isLab = photometric === lab || photometric === iccLab
  const samples = values(tiffTags.samplesPerPixel)[0] ?? 1
  const plain = samples >= 3 ? photometrics.rgb : photometrics.blackIsZero
  if (isLab) {
    changes.set(tiffTags.photometric, [plain])
    changes.set(tiffTags.sampleFormat, undefined)
    changes.set(tiffTags.iccProfile, undefined)
  }
  if (photometric === linearRaw) {
    changes.set(tiffTags.photometric, [plain])
  }
  // Multiplied in, says the file; libvips would divide by it, and alpha is to be dropped: infrared is no alpha.
  const extra = values(tiffTags.extraSamples)
  if (extra.includes(1)) {
    changes.set(
      tiffTags.extraSamples,
      extra.map(() => 0),
    )
  }
  // An image below a page stands as the page does.
  const own = values(tiffTags.orientation)[0]
  const above = images.find(({ page, subifd }) => page === image.page && subifd === undefined)
  const orientation = own ?? (above && values(tiffTags.orientation, above)[0]) ?? 1
  const isOrientation = orientation >= 1 && orientation <= 8
  if (orientation !== (own ?? 1) || !isOrientation) {
    changes.set(tiffTags.orientation, [isOrientation ? orientation : 1])
  }
  const toSrgb = isLab
    ? fromLab(photometric === lab ? 'signed' : 'offset')
    : photometric === linearRaw
      ? linearToSrgb(values, bits[0] ?? 16)
      : undefined
  return {
    pixels: (values(tiffTags.width)[0] ?? 0) * (values(tiffTags.height)[0] ?? 0),
    ...{
      image,
      littleEndian,
      compression,
      changes,
      isLab,
      pages: Math.min(photographs.length, photographsAtMost),
    },
    remarks: [
      ...remarksOnPages(photographs.length, page),
      ...(isOrientation ? [] : [{ kind: 'odd-header', detail: `Orientation ${orientation}` } as const]),
      ...(onlyReduced ? [{ kind: 'only-reduced' } as const] : []),
    ],
    ...(toSrgb && { toSrgb }),
  }
}

/** Who names a page knows that there are several; that there are too many is said of the first. */
function remarksOnPages(pages: number, page: number | undefined): Remark[] {
  if (page === undefined) return pages > 1 ? [{ kind: 'more-pages', number: pages - 1 }] : []
  const leftOut = pages - photographsAtMost
  return page === 0 && leftOut > 0 ? [{ kind: 'pages-left-out', number: leftOut }] : []
}

export function noSuchPage(page = 0): TintypeError {
  return new TintypeError('file-not-found', `The file has no page ${page + 1}.`)
}

function requireKnown(
  compression: number,
  photometric: number,
  bits: readonly number[],
  sampleFormat: readonly number[],
  isDng: boolean,
): void {
  if (photometric === photometrics.cfa) throw unsupported('a camera raw file')
  if (!readCompressions.has(compression)) {
    const name = compressionNames[compression] ?? `number ${compression}`
    throw unsupported(`a TIFF with ${name} compression`)
  }
  // Lossless JPEG, as raw files have it.
  if (isDng && compression === 7 && bits[0] !== 8) throw unsupported('a camera raw file with compressed data')
  if (sampleFormat[0] === 3)
    throw unsupported(`a TIFF of ${bits[0] ?? 32}-bit floating-point numbers (float)`)
  const { ituLab, logL, logLuv } = photometrics
  if (photometric === ituLab) throw unsupported('a TIFF in ITU Lab')
  if (photometric === logL || photometric === logLuv) throw unsupported('a TIFF with logarithmic colours')
  if (bits.some((count) => ![1, 2, 4, 8, 16].includes(count))) {
    throw unsupported(`a TIFF of ${bits[0]} bits a channel`)
  }
}

/** Linear light between a black and a white level, each channel over the camera's neutral. */
function linearToSrgb(values: (tag: number) => number[], bits: number): ToSrgb {
  const most = 2 ** bits - 1
  const black = values(tiffTags.blackLevel)[0] || 0
  const white = values(tiffTags.whiteLevel)[0] || most
  const neutral = values(tiffTags.asShotNeutral)
  const [r = 1, g = 1, b = 1] = neutral.every((value) => value > 0) ? neutral : []
  return fromCurve(
    (value) => (value * most - black) / (white - black),
    [
      [1 / r, 0, 0],
      [0, 1 / g, 0],
      [0, 0, 1 / b],
    ],
  )
}

import { keywordLength, keywordsAtMost, type PhotoMetadata } from '../../../shared/contract/imaging.ts'
import { type ByteSource, withBytes } from '../byte-source.ts'
import { decodeText, type IptcFields, readIptc } from '../formats/iptc-fields.ts'
import { readTiff, type TiffFile, type TiffTag } from '../formats/tiff-directory.ts'
import { readXmp, type XmpFields } from '../formats/xmp-fields.ts'
import { readSidecar } from '../metadata/sidecar.ts'
import type { OpenedPicture } from '../open/open-picture.ts'

type Text = string | undefined

/** What of EXIF is looked at: the file's own directory, and that of the exposure. */
interface ExifFields {
  make: Text
  model: Text
  description: Text
  taken: Text
}

const tags = {
  ...{ description: 270, make: 271, model: 272, exif: 34665, taken: 36867 },
  ...{ iptc: 33723, photoshop: 34377 },
} as const
const exifSignature = 'Exif\0\0'
/** Of one text, and of one block, in bytes. */
const textLimit = 8000
const blockLimit = 1_000_000

/** What stands beside a file comes first; lists are of both. */
function merged(beside: XmpFields, inside: XmpFields): XmpFields {
  return {
    ...{ ...inside, ...beside },
    keywords: [...(beside.keywords ?? []), ...(inside.keywords ?? [])],
    people: [...(beside.people ?? []), ...(inside.people ?? [])],
  }
}

/** Each once, as long as a tag may be. */
function words(found: string[]): string[] {
  const clean = found.map(text).filter((word) => word !== undefined && word.length <= keywordLength)
  return [...new Set(clean as string[])].slice(0, keywordsAtMost)
}

/** What cameras write where a person would describe the photo. */
const cameraPhrases = /^(olympus digital camera|sony dsc|minolta digital camera|dcim.*|default|untitled)$/i
const longestCaption = 4000

/**
 * Date, camera and caption as the file tells them, each `null` where it does not. Metadata that cannot be
 * read never costs the photo.
 */
export async function readPhotoMetadata(
  { input, metadata }: OpenedPicture,
  path: string | undefined,
): Promise<PhotoMetadata> {
  const beside = path === undefined ? undefined : await readSidecar(path)
  const xmp = merged(await readXmp(beside?.packet), await readXmp(metadata.xmpAsString))
  const { exif, iptc } =
    metadata.format === 'tiff'
      ? await withBytes(input, fieldsOfTiff).catch(() => none)
      : { exif: await fieldsOfBlock(metadata.exif).catch(() => none.exif), iptc: readIptc(metadata.iptc) }
  // What archivists fill in comes first: a scanner writes the day of the scan into EXIF.
  const taken = [xmp.dateCreated, iptc.dateCreated, exif.taken, xmp.taken]
    .map((date) => partialDate(text(date)))
    .find((date) => date !== undefined)
  const caption = [
    xmp.description,
    iptc.caption,
    exif.description,
    xmp.imageDescription,
    xmp.title,
    iptc.title,
  ]
    .map(text)
    .find((words) => words && !cameraPhrases.test(words))
  return {
    taken: taken ?? null,
    camera: cameraName(text(exif.make ?? xmp.make), text(exif.model ?? xmp.model)) ?? null,
    caption: caption?.slice(0, longestCaption) ?? null,
    keywords: words([...(xmp.keywords ?? []), ...(iptc.keywords ?? []), ...(xmp.people ?? [])]),
  }
}

const none = { exif: {} as Partial<ExifFields>, iptc: {} as IptcFields }

/** A TIFF file is what an EXIF block is, and libvips gives none for it. */
async function fieldsOfTiff(source: ByteSource): Promise<typeof none> {
  const tiff = await readTiff(source)
  if (!tiff) return none
  const first = tiff.images[0]?.tags
  const block = first?.get(tags.iptc) ?? first?.get(tags.photoshop)
  return { exif: await fieldsOf(tiff), iptc: readIptc(block?.bytes.subarray(0, blockLimit)) }
}

async function fieldsOfBlock(block: Buffer | undefined): Promise<Partial<ExifFields>> {
  if (!block) return {}
  const isSigned = block.toString('latin1', 0, exifSignature.length) === exifSignature
  const bytes = block.subarray(isSigned ? exifSignature.length : 0, blockLimit)
  const tiff = await withBytes(bytes, readTiff)
  return tiff ? fieldsOf(tiff) : {}
}

async function fieldsOf({ images, directoryOf }: TiffFile): Promise<Partial<ExifFields>> {
  const first = images[0]?.tags
  const exposure = await directoryOf(first?.get(tags.exif))
  return {
    make: textOf(first?.get(tags.make)),
    model: textOf(first?.get(tags.model)),
    description: textOf(first?.get(tags.description)),
    taken: textOf(exposure.get(tags.taken)),
  }
}

const ascii = 2

function textOf(tag: TiffTag | undefined): Text {
  return tag?.type === ascii ? decodeText(tag.bytes.subarray(0, textLimit)) : undefined
}

function text(words: Text): Text {
  return words?.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || undefined
}

function cameraName(make: Text, model: Text): Text {
  if (!make || !model) return model ?? make
  const brand = make.split(' ')[0] ?? make
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`
}

const datePattern =
  /^(\d{4})(?:[:\-/.]?(\d\d| {2})(?:[:\-/.]?(\d\d| {2})(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?)?)?/

/**
 * EXIF's `1912:07:14 10:00:00`, IPTC's `19120714` or XMP's `1912-07` as an ISO date, as precise as it is
 * known: zeros and blanks stand for unknown parts, and midnight to the second for an unknown time.
 */
export function partialDate(written: Text): Text {
  const match = datePattern.exec(written ?? '')
  if (!match) return undefined
  const [, year = '', month, day, hours, minutes, seconds = '00'] = match
  if (year < '1800' || year > '2100') return undefined
  if (!isWithin(month, 12)) return year
  if (!isWithin(day, 31)) return `${year}-${month}`
  const date = `${year}-${month}-${day}`
  if (hours === undefined || minutes === undefined || hours > '23' || minutes > '59' || seconds > '59') {
    return date
  }
  const time = `${hours}:${minutes}:${seconds}`
  return time === '00:00:00' ? date : `${date}T${time}`
}

function isWithin(part: Text, most: number): boolean {
  return part !== undefined && Number(part) >= 1 && Number(part) <= most
}

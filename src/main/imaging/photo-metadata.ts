import exifr from 'exifr'
import type { PhotoMetadata } from '../../shared/contract/imaging.ts'
import type { OpenedPicture } from './open.ts'

type Text = string | undefined
/** What of the metadata is looked at, by where it stands. Anything in it may be missing or of another type. */
interface Blocks {
  ifd0?: { Make?: unknown; Model?: unknown; ImageDescription?: unknown }
  exif?: { DateTimeOriginal?: unknown }
  iptc?: { Caption?: unknown; DateCreated?: unknown }
  dc?: { description?: unknown }
  photoshop?: { DateCreated?: unknown }
}

const options = {
  ...{ tiff: true, exif: true, iptc: true, xmp: true, mergeOutput: false, reviveValues: false },
  ...{ gps: false, interop: false, ifd1: false, icc: false, jfif: false, ihdr: false, makerNote: false },
}

/** What cameras write where a person would describe the photo. */
const cameraPhrases = /^(olympus digital camera|sony dsc|minolta digital camera|dcim.*|default|untitled)$/i
const longestCaption = 4000

/**
 * Date, camera and caption as the file tells them, each `null` where it does not. Metadata that cannot be
 * read never costs the photo.
 */
export async function readPhotoMetadata(opened: OpenedPicture): Promise<PhotoMetadata> {
  const { ifd0, exif, iptc, dc, photoshop } = await readBlocks(opened)
  // What archivists fill in comes first: a scanner writes the day of the scan into EXIF.
  const taken =
    partialDate(text(photoshop?.DateCreated)) ??
    partialDate(text(iptc?.DateCreated)) ??
    partialDate(text(exif?.DateTimeOriginal))
  const caption = [dc?.description, iptc?.Caption, ifd0?.ImageDescription]
    .map(text)
    .find((words) => words && !cameraPhrases.test(words))
  return {
    taken: taken ?? null,
    camera: cameraName(text(ifd0?.Make), text(ifd0?.Model)) ?? null,
    caption: caption?.slice(0, longestCaption) ?? null,
  }
}

async function readBlocks({ input, metadata }: OpenedPicture): Promise<Blocks> {
  // exifr knows no WebP: there it gets the block that libvips found.
  const source = metadata.format === 'webp' ? metadata.exif?.subarray('Exif\0\0'.length) : input
  if (!source) return {}
  try {
    return ((await exifr.parse(source as string | Uint8Array, options)) as Blocks | undefined) ?? {}
  } catch {
    return {}
  }
}

function text(value: unknown): Text {
  // XMP may hold a text for each language: the first is the default.
  const plain = Array.isArray(value) ? value[0] : value
  const words = typeof plain === 'object' && plain !== null && 'value' in plain ? plain.value : plain
  if (typeof words !== 'string') return undefined
  return words.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || undefined
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

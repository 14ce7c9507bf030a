import { z } from 'zod'
import type { PhotoWords } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import type { OutputFormat } from '../../../shared/output-formats.ts'
import { type ExifTool, exifTool } from './exiftool.ts'
import { withPlainPath } from './plain-path.ts'
import { readSidecar } from './sidecar.ts'
import { stepsOfWords } from './words.ts'

/** What of an original is to be brought into its result. */
export interface Carried {
  /** The original's file, and its format by its content. */
  source: string
  sourceFormat: string
  /** Size of the result in pixels. */
  width: number
  height: number
  format: OutputFormat
  /** Dots per inch that composition has written; none where the original has none, or none with a unit. */
  density: number | undefined
  /** What a person says of the photo. */
  words?: PhotoWords | undefined
  /** Composition could not take the original's XMP into the packet it wrote. */
  xmpToo: boolean
}

/** ExifTool's words where the fault is not the metadata's, and where there is no fault. */
const notWritten = /no space left|error (?:writing|creating|opening)/i
const nothingThere = /no writable tags set/i
const inUtf8 = ['-IPTC:CodedCharacterSet=UTF8']
/** What is true of the original's pixels and not of the result's, or would be taken for another kind of file. */
const left = [
  ...['EXIF:Orientation', 'EXIF:XResolution', 'EXIF:YResolution', 'EXIF:ResolutionUnit', 'EXIF:ColorSpace'],
  ...['IFD1:All', 'EXIF:PreviewImage', 'EXIF:ThumbnailImage', 'EXIF:DNGVersion', 'EXIF:DNGBackwardVersion'],
  ...['EXIF:PageName', 'EXIF:PageNumber', 'EXIF:SubfileType', 'EXIF:OldSubfileType', 'EXIF:Predictor'],
].map((tag) => `--${tag}`)

/** XMP of another file, without what the result says of itself: that a model made its colours, and which way up it is. */
const otherXmp = ['-XMP:All', '--XMP-iptcExt:DigitalSourceType', '--XMP-tiff:Orientation']

/** Where a file has no place for IPTC: the same fields of XMP, after the IPTC Photo Metadata Standard. */
const iptcInXmp = copies({
  'IPTC:Caption-Abstract': 'XMP-dc:Description',
  'IPTC:ObjectName': 'XMP-dc:Title',
  'IPTC:By-line': 'XMP-dc:Creator',
  'IPTC:CopyrightNotice': 'XMP-dc:Rights',
  'IPTC:DateCreated': 'XMP-photoshop:DateCreated',
  'IPTC:City': 'XMP-photoshop:City',
  'IPTC:Province-State': 'XMP-photoshop:State',
  'IPTC:Country-PrimaryLocationName': 'XMP-photoshop:Country',
  'IPTC:Sub-location': 'XMP-iptcCore:Location',
  'IPTC:Headline': 'XMP-photoshop:Headline',
  'IPTC:Credit': 'XMP-photoshop:Credit',
  'IPTC:Source': 'XMP-photoshop:Source',
  'IPTC:SpecialInstructions': 'XMP-photoshop:Instructions',
  'IPTC:Writer-Editor': 'XMP-photoshop:CaptionWriter',
  'IPTC:By-lineTitle': 'XMP-photoshop:AuthorsPosition',
  'IPTC:OriginalTransmissionReference': 'XMP-photoshop:TransmissionReference',
})
/** Added to those that XMP has, once each. */
const keywordsInXmp = ['-XMP-dc:Subject-<IPTC:Keywords', '-XMP-dc:Subject+<IPTC:Keywords']
/** What a PNG says in texts of its own. */
const textsInXmp = copies({
  'PNG:Title': 'XMP-dc:Title',
  'PNG:Description': 'XMP-dc:Description',
  'PNG:Author': 'XMP-dc:Creator',
  'PNG:Copyright': 'XMP-dc:Rights',
  'PNG:CreationTime': 'XMP-photoshop:DateCreated',
})

/**
 * Copies EXIF, maker notes and IPTC of an original into a result that is still under a temporary name, whatever their
 * containers; what composition has written (profile, density, provenance) stays. Where the metadata cannot be read or
 * kept the result stays as it is.
 * @returns what was not kept
 * @throws what keeps ExifTool from writing: a full disk
 */
export async function carryMetadata(carried: Carried, result: string): Promise<Remark[]> {
  const exif = await exifTool()
  if (!exif) return [{ kind: 'metadata-without-perl' }]
  try {
    const sidecar = await readSidecar(carried.source)
    const rewrite = async (steps: string[][]): Promise<string[]> => {
      const warnings: string[] = []
      for (const step of steps) {
        warnings.push(...(await exif.run(['-overwrite_original', ...step, result])).warnings)
      }
      return warnings
    }
    // What stands beside a file comes before what it says itself, and a person's word before both.
    const warnings = [
      await withPlainPath(carried.source, async (source) =>
        rewrite(stepsOf(carried, await blocksOf(exif, source), source)),
      ),
      sidecar ? await withPlainPath(sidecar.path, (path) => rewrite([stepOfSidecar(path)])) : [],
      carried.words ? await rewrite(stepsOfWords(carried.words, carried.format)) : [],
    ].flat()
    return warnings
      .filter((warning) => !nothingThere.test(warning))
      .slice(0, 1)
      .map(partly)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    if (notWritten.test(reason)) throw thrown
    return [partly(reason)]
  }
}

const blocksSchema = z.array(z.record(z.string(), z.unknown())).min(1)

/** Which blocks an original has, and the alphabet of its IPTC: what declares none is UTF-8 where it can be. */
interface Blocks {
  exif: boolean
  iptc: boolean
  alphabet: 'UTF8' | 'Latin'
}

async function blocksOf(exif: ExifTool, source: string): Promise<Blocks> {
  const read = async (alphabet: Blocks['alphabet']): Promise<string> => {
    const fields = ['-EXIF:ExifVersion', '-IPTC:All']
    return (await exif.run(['-j', '-G0', '-charset', `iptc=${alphabet}`, ...fields, source])).output
  }
  const output = await read('UTF8')
  const names = Object.keys(blocksSchema.parse(JSON.parse(output))[0])
  const iptc = names.some((name) => name.startsWith('IPTC:'))
  // What is no UTF-8 comes as question marks.
  const isLatin = iptc && unknowns(output) > unknowns(await read('Latin'))
  return { exif: names.includes('EXIF:ExifVersion'), iptc, alphabet: isLatin ? 'Latin' : 'UTF8' }
}

function unknowns(text: string): number {
  return text.split('?').length
}

function stepOfSidecar(path: string): string[] {
  return ['-tagsFromFile', path, ...otherXmp]
}

/** Arguments of one writing after the other, of what the original says itself. */
function stepsOf(carried: Carried, { exif, iptc, alphabet }: Blocks, source: string): string[][] {
  const { format, sourceFormat, xmpToo } = carried
  const from = ['-charset', `iptc=${alphabet}`, '-tagsFromFile', source]
  const isPoor = format === 'webp'
  const inXmp = [...(isPoor ? iptcInXmp : []), ...(sourceFormat === 'png' ? textsInXmp : [])]
  return [
    [
      ...[...from, '-EXIF:All', '-MakerNotes', '-IPTC:All', ...(iptc ? inUtf8 : [])],
      ...(xmpToo ? otherXmp : []),
      ...[...left, ...(exif ? ofPixels(carried) : []), ...resolution(carried)],
    ],
    // Only what is not there is written: what XMP itself says comes first.
    ...(inXmp.length > 0 ? [['-wm', 'cg', ...from, ...inXmp]] : []),
    ...(isPoor ? [[...from, ...keywordsInXmp]] : []),
  ]
}

function copies(fields: Record<string, string>): string[] {
  return Object.entries(fields).map(([from, to]) => `-${to}<${from}`)
}

/** What a block of EXIF has to say of the pixels. */
function ofPixels({ width, height }: Carried): string[] {
  return ['-EXIF:ColorSpace#=1', `-EXIF:ExifImageWidth=${width}`, `-EXIF:ExifImageHeight=${height}`]
}

/** libvips writes 25.4 dots per inch where nobody knows any. */
function resolution({ density, format }: Carried): string[] {
  if (density)
    return [`-EXIF:XResolution=${density}`, `-EXIF:YResolution=${density}`, '-EXIF:ResolutionUnit#=2']
  return ['-EXIF:ResolutionUnit#=1', ...(withoutUnit[format] ?? [])]
}

const withoutUnit: Partial<Record<OutputFormat, string[]>> = {
  jpeg: ['-JFIF:ResolutionUnit#=0', '-JFIF:XResolution=1', '-JFIF:YResolution=1'],
  png: ['-PNG-pHYs:All='],
}

function partly(reason: string): Remark {
  return { kind: 'metadata-partly', detail: reason.slice(0, 300) }
}

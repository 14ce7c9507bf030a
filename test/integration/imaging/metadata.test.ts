import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProvenance } from '../../../src/main/imaging/formats/xmp-provenance.ts'
import { composeFile } from '../../../src/main/imaging/result/compose-file.ts'
import { verify } from '../../../src/main/imaging/result/verify-result.ts'
import type { PhotoWords } from '../../../src/shared/contract/imaging.ts'
import { formatTraits, type OutputFormat, outputFormats } from '../../../src/shared/output-formats.ts'

/** The judge is exiv2, which has no part in the writing. */
const exiv2 = await promisify(execFile)('exiv2', ['--version']).then(
  () => true,
  () => false,
)
const required = process.env.TINTYPE_REQUIRE_EXIV2 === '1'
const awkward = (name: string) => join(import.meta.dirname, '../../fixtures/awkward', name)
const provenance = { version: 2, source: 'a'.repeat(64), recipe: 'b'.repeat(64), model: 'm', settings: 's' }
const brown = { data: new Float32Array(2 * 16).fill(12), width: 4, height: 4 }

let folder = ''
let made = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-metadata-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function resultOf(picture: string, format: OutputFormat, metadata = true, words?: PhotoWords) {
  made += 1
  const path = join(folder, `${made}.${formatTraits[format].ending}`)
  const { written, remarks } = await composeFile(
    {
      ...{ picture, ab: brown, settings: { upsampling: 'bilinear' }, format, depth: 8, provenance },
      metadata,
      words,
    },
    path,
  )
  await verify(path, written)
  expect(readProvenance((await sharp(path).metadata()).xmpAsString)).toEqual(provenance)
  return { path, remarks }
}

/** What is true of the pixels of one file, or of where its blocks lie. */
const ofPixels =
  /^(Exif\.(Image|Photo|Thumbnail|SubImage\d)\.(Image(Width|Length)|BitsPerSample|Compression|PhotometricInterpretation|Strip\w+|Tile\w+|SamplesPerPixel|RowsPerStrip|PlanarConfiguration|Orientation|[XY]Resolution|ResolutionUnit|YCbCrPositioning|ColorSpace|Pixel[XY]Dimension|XMLPacket|IPTCNAA|InterColorProfile|ExifTag|GPSTag|SampleFormat|Predictor|NewSubfileType|ExtraSamples|DNG\w+|PageNumber)|Exif\.Iop\.\w+|Iptc\.\w+\.(RecordVersion|ModelVersion)|Xmp\.tiff\.Orientation) /

/** Name and value of each field that exiv2 finds, in its own order. */
async function fieldsOf(path: string): Promise<string[]> {
  // It ends with 253 for a file without metadata, and with a warning for dates that are not whole.
  const { stdout } = await promisify(execFile)('exiv2', ['-q', '-PEIXkt', path], {
    maxBuffer: 2 ** 26,
  }).catch((thrown: { stdout?: string }) => ({ stdout: thrown.stdout ?? '' }))
  return stdout
    .split('\n')
    .map((line) => line.replace(/ +/, ' '))
    .filter((line) => line !== '' && !ofPixels.test(line))
}

const photos = [
  ...['m-full.jpg', 'm-full.png', 'm-full.tif', 'iptc-long.tif', 'j2-iptc-utf8.jpg'],
  ...['x-single.jpg', 'x-comment.jpg', 'k-asciinonul.tif', 't-ascii-inner-nul.tif'],
]

/** What is in every result: the provenance, and the block that holds the density. */
const ofTintype =
  /^(Xmp\.(tintype|iptcExt)\.|Exif\.Photo\.(ExifVersion|ComponentsConfiguration|FlashpixVersion) )/

function plain(field: string): string {
  return field.replace('lang="x-default" ', '')
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
}

/** A JPEG with an IPTC block of one caption, in an alphabet that it does not declare. */
function withIptcCaption(jpeg: Buffer, caption: Buffer): Buffer {
  const iim = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, caption.length]), caption])
  const resource = Buffer.alloc(12)
  resource.write('8BIM', 'latin1')
  resource.writeUInt16BE(0x0404, 4)
  resource.writeUInt32BE(iim.length, 8)
  const padding = Buffer.alloc(iim.length % 2)
  const payload = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource, iim, padding])
  const header = Buffer.from([0xff, 0xed, 0, 0])
  header.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), header, payload, jpeg.subarray(2)])
}

/** Where WebP, which has no place for IPTC, keeps a field of it; undefined for what only IPTC knows. */
function inXmp(iptc: string, value: string): RegExp | undefined {
  const property = {
    Caption: 'description',
    Keywords: 'subject',
    Byline: 'creator',
    DateCreated: 'DateCreated',
  }[iptc]
  return property
    ? new RegExp(`^Xmp\\.\\w+\\.${property} .*${iptc === 'DateCreated' ? value.slice(0, 4) : value}`)
    : undefined
}

describe.skipIf(!exiv2 && !required)('what is known of a photo (needs exiv2)', () => {
  describe.each(outputFormats)('is in its result as %s', (format) => {
    it.each(photos)('%s', async (name) => {
      const { path, remarks } = await resultOf(awkward(name), format)
      expect(remarks).toEqual([])
      const known = await fieldsOf(awkward(name))
      expect(known.length).toBeGreaterThan(1)
      const fields = (await fieldsOf(path)).map(plain)
      for (const field of known) {
        const [, iptc, value] = /^Iptc\.\w+\.(\w+) (.*)$/.exec(field) ?? []
        if (format !== 'webp') expect(fields).toContain(plain(field))
        // Behind the keywords of XMP stand those of IPTC.
        else if (!iptc) expect(fields).toContainEqual(expect.stringMatching(startingWith(plain(field))))
        else if (inXmp(iptc, value)) expect(fields).toContainEqual(expect.stringMatching(inXmp(iptc, value)!))
      }
    })

    it('from the texts of a PNG', async () => {
      const { path } = await resultOf(awkward('m-full.png'), format)
      const fields = (await fieldsOf(path)).join('\n')
      // Its XMP has a title of its own, which comes first.
      expect(fields).toMatch(/Xmp\.dc\.description .*text chunk caption/)
      expect(fields).toMatch(/Xmp\.dc\.title .*Title here/)
    })

    it('in XMP of 90 kB', async () => {
      const path = join(folder, `${format}-long.png`)
      const lines = Array.from(
        { length: 1500 },
        (_, i) => `<rdf:li>${i} ${'keyword '.repeat(6)}</rdf:li>`,
      ).join('')
      await sharp(awkward('m-full.jpg'))
        .withXmp(
          '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
            `<dc:subject><rdf:Bag>${lines}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`,
        )
        .png()
        .toFile(path)
      const { path: output, remarks } = await resultOf(path, format)
      expect(remarks).toEqual([])
      // exiv2 reads no packet of a JPEG that goes on in further segments.
      const packet =
        format === 'jpeg'
          ? await readFile(output, 'latin1')
          : ((await sharp(output).metadata()).xmpAsString ?? '')
      expect(packet).toContain('1499 keyword')
    })

    it('but never that it is a photograph, or which way up another one was', async () => {
      const made =
        'Xmp.iptcExt.DigitalSourceType http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrained'
      const said =
        '<rdf:Description rdf:about="" xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:t="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
        'i:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/negativeFilm" t:Orientation="6">'
      const packet = (more: string) =>
        `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${said}${more}</rdf:Description></rdf:RDF></x:xmpmeta>`
      const list = Array.from(
        { length: 30_000 },
        (_, i) => `<rdf:li>${i} ${'word '.repeat(6)}</rdf:li>`,
      ).join('')
      const long = packet(`<dc:subject><rdf:Bag>${list}</rdf:Bag></dc:subject>`)
      expect(long.length).toBeGreaterThan(1_200_000)
      const beside = join(folder, `${format}-beside.png`)
      const inside = join(folder, `${format}-inside.png`)
      await sharp(awkward('o-1.jpg')).png().toFile(beside)
      await writeFile(`${beside}.xmp`, packet(''))
      await sharp(awkward('o-1.jpg')).withMetadata({ orientation: 6 }).withXmp(long).png().toFile(inside)
      const fields = (await fieldsOf((await resultOf(beside, format)).path)).join('\n')
      expect(fields).toContain(made)
      expect(fields).not.toMatch(/negativeFilm|Xmp\.tiff\.Orientation/)
      // exiv2 reads no packet as long: libvips is the judge, which of a JPEG gives the first segment.
      const { path } = await resultOf(inside, format)
      const { xmpAsString = '' } = await sharp(path).metadata()
      expect(xmpAsString).toContain('compositeWithTrained')
      expect(format === 'jpeg' ? await readFile(path, 'latin1') : xmpAsString).not.toMatch(
        /negativeFilm|:Orientation[>=]/,
      )
      if (format !== 'jpeg') expect(xmpAsString).toContain('29999 word')
    })

    it('with what a person says of it', async () => {
      const caption = 'Großmutter & <Łucja>,\nNipomo 1936'
      const words = { caption, taken: '1934-07', keywords: ['Nipomo', 'Łódź', 'a; b'], favourite: true }
      const { path, remarks } = await resultOf(awkward('m-full.jpg'), format, true, words)
      expect(remarks).toEqual([])
      const fields = (await fieldsOf(path)).map(plain).join('\n')
      expect(fields).toContain(`Xmp.dc.description ${caption}`)
      expect(fields).toContain(`Exif.Image.ImageDescription ${caption}`)
      expect(fields).toContain('Xmp.photoshop.DateCreated 1934-07')
      expect(fields).toContain('Exif.Photo.DateTimeOriginal 1934:07:')
      if (format !== 'webp') expect(fields).toMatch(/Iptc.Application2.DateCreated 1934-?07-?00/)
      // A rating of its own stays.
      expect(fields).toContain('Xmp.xmp.Rating 4')
      if (format === 'webp') expect(fields).toContain('Xmp.dc.subject a, family, Nipomo, Łódź, a; b')
      else {
        expect(fields).toContain('Xmp.dc.subject a, Nipomo, Łódź, a; b')
        expect(fields).toContain(`Iptc.Application2.Caption ${caption}`)
        expect(
          fields.match(/Iptc.Application2.Keywords .*/g)?.map((field) => field.split('Keywords ')[1]),
        ).toEqual(['family', 'Nipomo', 'Łódź', 'a; b'])
      }
      const { path: starred } = await resultOf(awkward('o-1.jpg'), format, true, words)
      expect((await fieldsOf(starred)).join('\n')).toContain('Xmp.xmp.Rating 5')
    })

    it.each([
      ['Latin 1', 'latin1'],
      ['UTF-8', 'utf8'],
    ] as const)('in IPTC of %s that does not say so', async (_, encoding) => {
      const path = join(folder, `${format}-${encoding}.jpg`)
      await writeFile(
        path,
        withIptcCaption(await readFile(awkward('x-single.jpg')), Buffer.from('Größe', encoding)),
      )
      const { path: output } = await resultOf(path, format)
      const kept = format === 'webp' ? 'Xmp.dc.description' : 'Iptc.Application2.Caption'
      expect((await fieldsOf(output)).map(plain)).toContain(`${kept} Größe`)
    })

    it('and is not where nobody wants it', async () => {
      const { path } = await resultOf(awkward('m-full.jpg'), format, false)
      const fields = await fieldsOf(path)
      expect(fields.filter((field) => !ofTintype.test(field))).toEqual([])
    })
  })
})

describe.each(outputFormats)('as %s', (format) => {
  it('a photo without a unit of density has none in its result', async () => {
    const { path } = await resultOf(awkward('o-1.jpg'), format)
    expect((await sharp(path).metadata()).density ?? 0).not.toBeCloseTo(25.4, 0)
    const { path: known } = await resultOf(awkward('m-full.jpg'), format)
    // libvips reads none of a WebP.
    if (format !== 'webp') expect(Math.round((await sharp(known).metadata()).density ?? 0)).toBe(600)
  })
})

it('a DNG becomes a TIFF that is none', async () => {
  const { path, remarks } = await resultOf(awkward('scan.dng'), 'tiff')
  expect(remarks).toEqual([])
  expect(await fieldsOf(path)).not.toContainEqual(expect.stringContaining('DNGVersion'))
})

it.each(['50%f %d.jpg', '-rest @x.jpg', 'Łódź ünd [1].jpg', "it's $(a) `b`.jpg"])(
  'a photo may be called %s',
  async (name) => {
    const path = join(folder, name)
    await copyFile(awkward('m-full.jpg'), path)
    const result = await resultOf(path, 'png')
    expect(result.remarks).toEqual([])
    expect((await sharp(result.path).metadata()).exif?.toString('latin1')).toContain('EPSON')
  },
)

it('a photo whose metadata is broken keeps what can be read, and the rest is told of', async () => {
  const whole = await readFile(awkward('m-full.jpg'))
  const broken = Buffer.from(whole)
  // The first directory says that it has 65,535 entries.
  const at = broken.indexOf('Exif\0\0') + 6
  const isBig = broken.toString('latin1', at, at + 2) === 'MM'
  const first = at + (isBig ? broken.readUInt32BE(at + 4) : broken.readUInt32LE(at + 4))
  broken.fill(0xff, first, first + 2)
  const path = join(folder, 'broken.jpg')
  await writeFile(path, broken)
  const { path: output, remarks } = await resultOf(path, 'tiff')
  expect(remarks).toEqual([{ kind: 'metadata-partly', detail: expect.stringContaining('IFD0') }])
  expect((await sharp(output).metadata()).xmpAsString).toContain('Title here')
})

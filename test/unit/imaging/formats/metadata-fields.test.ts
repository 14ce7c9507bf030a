import { describe, expect, it } from 'vitest'
import { withBytes } from '../../../../src/main/imaging/byte-source.ts'
import { readIptc } from '../../../../src/main/imaging/formats/iptc-fields.ts'
import { readTiff } from '../../../../src/main/imaging/formats/tiff-directory.ts'
import { readXmp } from '../../../../src/main/imaging/formats/xmp-fields.ts'
import { tiff } from '../../../corpus/files.ts'
import { hostileXmp, xmpPacket } from '../../../corpus/metadata.ts'
import { randomNumbers } from '../../../corpus/noise.ts'

describe('XMP', () => {
  it.each([
    ['<dc:description><rdf:Alt><rdf:li xml:lang="x-default">At sea</rdf:li></rdf:Alt></dc:description>'],
    ['<dc:description>At sea</dc:description>'],
    ['<rdf:Description dc:description="At sea"/>'],
    ["<rdf:Description dc:description='At sea'/>"],
    [
      '<!-- by hand --><dc:description><rdf:Alt><rdf:li>At sea</rdf:li><rdf:li>Auf See</rdf:li></rdf:Alt></dc:description>',
    ],
    ['<e:description xmlns:e="http://purl.org/dc/elements/1.1/"><![CDATA[At sea]]></e:description>'],
    ['<dc:title>No</dc:title><dc:description>At &#115;ea</dc:description><dc:rights>No</dc:rights>'],
  ])('%s is read', async (inside) => {
    expect((await readXmp(xmpPacket(inside))).description).toBe('At sea')
  })

  it('lists keywords and people, whatever their form', async () => {
    const packet = xmpPacket(
      '<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li> </rdf:li><rdf:li>1934</rdf:li></rdf:Bag></dc:subject>' +
        '<r:Regions xmlns:r="http://www.metadataworkinggroup.com/schemas/regions/"><rdf:li r:Name="Anna" r:Type="Face"/>' +
        '<rdf:li><r:Name>Łucja</r:Name></rdf:li></r:Regions><dc:title>Beach</dc:title>',
    )
    expect(await readXmp(packet)).toEqual({
      keywords: ['sea', '1934'],
      people: ['Anna', 'Łucja'],
      title: 'Beach',
    })
  })

  it('is read by namespace, not by prefix', async () => {
    const packet = xmpPacket('<dc:description xmlns:dc="urn:other">No</dc:description>')
    expect(await readXmp(packet)).toEqual({})
  })

  it('keeps what stands before damage', async () => {
    const packet = xmpPacket('<photoshop:DateCreated>1912-07</photoshop:DateCreated><dc:title')
    expect(await readXmp(packet)).toEqual({ dateCreated: '1912-07' })
  })

  it.each(Object.entries(hostileXmp))('of %s takes no longer than its deadline', async (_, make) => {
    const packet = make(1_900_000)
    const started = performance.now()
    await readXmp(packet)
    // Two seconds are its own; the rest is for a busy machine. In quadratic time it takes minutes.
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('lets other work go on meanwhile', async () => {
    const packet = hostileXmp['many elements'](1_900_000)
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await readXmp(packet)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
  })
})

/** A dataset of IPTC's application record, or of another. */
function dataset(number: number, value: Buffer, record = 2): Buffer {
  const head = Buffer.from([0x1c, record, number, 0, 0])
  head.writeUInt16BE(value.length, 3)
  return Buffer.concat([head, value])
}

/** The block as JPEG holds it: among Photoshop's resources. */
function inPhotoshop(iim: Buffer): Buffer {
  const resource = (number: number, data: Buffer): Buffer => {
    const head = Buffer.from('8BIM\0\0\0\0\0\0\0\0', 'latin1')
    head.writeUInt16BE(number, 4)
    head.writeUInt32BE(data.length, 8)
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
  }
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0', 'latin1'),
    resource(1005, Buffer.alloc(3)),
    resource(1028, iim),
  ])
}

describe('IPTC', () => {
  const iim = Buffer.concat([dataset(120, Buffer.from('By the lake')), dataset(55, Buffer.from('19340700'))])
  const fields = { caption: 'By the lake', dateCreated: '19340700' }

  it('lists keywords', () => {
    const list = Buffer.concat([dataset(25, Buffer.from('sea')), dataset(25, Buffer.from('beach'))])
    expect(readIptc(list)).toEqual({ keywords: ['sea', 'beach'] })
  })

  it('is read bare and among resources', () => {
    expect(readIptc(iim)).toEqual(fields)
    expect(readIptc(inPhotoshop(iim))).toEqual(fields)
  })

  it('is UTF-8 where it says so or can be, else Latin 1', () => {
    const declared = dataset(90, Buffer.from('\x1b%G', 'latin1'), 1)
    const utf8 = dataset(120, Buffer.from('Łucja'))
    expect(readIptc(Buffer.concat([declared, utf8])).caption).toBe('Łucja')
    expect(readIptc(utf8).caption).toBe('Łucja')
    expect(readIptc(dataset(120, Buffer.from('Grün', 'latin1'))).caption).toBe('Grün')
  })

  it('that is cut, lies about lengths or is noise gives what can be read, and ends', () => {
    for (let cut = 0; cut < iim.length; cut++) readIptc(inPhotoshop(iim).subarray(0, 40 + cut))
    expect(readIptc(iim.subarray(0, 20)).caption).toBe('By the lake')
    expect(
      readIptc(Buffer.concat([dataset(120, Buffer.from('x')), Buffer.from([0x1c, 2, 55, 0xff, 0xff])])),
    ).toEqual({
      caption: 'x',
    })
    const random = randomNumbers(7)
    for (let round = 0; round < 500; round++) {
      const noisy = Buffer.from(inPhotoshop(iim))
      for (let n = 0; n < 4; n++) noisy[Math.floor(random() * noisy.length)] = Math.floor(random() * 256)
      readIptc(noisy)
    }
  })
})

describe('a TIFF directory', () => {
  const file = tiff({ width: 4, height: 2, data: new Uint8Array(8) })

  it('that is changed at random is read or not, and ends', async () => {
    const random = randomNumbers(11)
    for (let round = 0; round < 2000; round++) {
      const noisy = Buffer.from(file)
      for (let n = 0; n < 3; n++) noisy[Math.floor(random() * noisy.length)] = Math.floor(random() * 256)
      const read = await withBytes(noisy, readTiff)
      for (const tag of read?.images[0]?.tags.values() ?? []) await read!.directoryOf(tag)
    }
  })
})

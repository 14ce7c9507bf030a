import { describe, expect, it } from 'vitest'
import { readNote, withNote } from '../../../src/main/imaging/xmp-note.ts'

const note = {
  version: 2,
  source: 'a'.repeat(64),
  recipe: 'b'.repeat(64),
  model: 'tintype-mobile <1> "x"',
  settings: "strength 1 & 'size' 256",
}
const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
const source =
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${rdf}>` +
  '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>' +
  '<rdf:li xml:lang="x-default">Großmutter, Łódź 1931</rdf:li></rdf:Alt></dc:title></rdf:Description>' +
  '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'

describe('withNote', () => {
  it('writes a note that reads back the same, with what a reader must know', () => {
    const packet = withNote(undefined, note)
    expect(readNote(packet)).toEqual(note)
    expect(packet).toContain('compositeWithTrainedAlgorithmicMedia')
    expect(packet).toContain('They are an interpretation')
  })

  it("keeps the source's packet", () => {
    const packet = withNote(source, note)
    expect(packet).toContain('Großmutter, Łódź 1931')
    expect(readNote(packet)).toEqual(note)
    expect(packet.match(/<rdf:RDF/g)).toHaveLength(1)
  })

  it('takes no long time over a hostile packet', () => {
    for (const evil of [
      `<x ${rdf}><rdf:RDF></rdf:RDF><${'a'.repeat(64_000)}`,
      `<x ${rdf}><rdf:RDF><rdf:Description ${'urn:tintype:note:1 '.repeat(3000)}</rdf:RDF></x>`,
    ]) {
      const start = performance.now()
      expect(readNote(withNote(evil, note))).toEqual(note)
      expect(performance.now() - start).toBeLessThan(250)
    }
  })

  it('replaces an earlier note and what the source was digitised from', () => {
    const scanned = source.replace(
      '<dc:title>',
      '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/print</Iptc4xmpExt:DigitalSourceType><dc:title>',
    )
    const twice = withNote(withNote(scanned, { ...note, recipe: 'old' }), note)
    expect(readNote(twice)).toEqual(note)
    expect(twice.match(/DigitalSourceType=|<Iptc4xmpExt:DigitalSourceType>/g)).toHaveLength(1)
    expect(twice).not.toContain('old')
  })

  it.each([
    ['text', 'not XML at all'],
    ['unclosed elements', source.replace('</dc:title>', '')],
    ['crossed elements', source.replace('</rdf:Alt></dc:title>', '</dc:title></rdf:Alt>')],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${source}`],
    ['two packets', source + source],
    ['no end', source.slice(0, -80)],
    [
      'more than a JPEG segment holds',
      source.replace('<dc:title>', `<!-- ${'x'.repeat(70_000)} --><dc:title>`),
    ],
  ])('starts a fresh packet where the source holds %s', (_, bad) => {
    expect(withNote(bad, note)).toBe(withNote(undefined, note))
  })

  it('never outgrows a JPEG segment', () => {
    const long = source.replace('Großmutter', 'G'.repeat(64_000))
    const packet = withNote(long, { ...note, settings: '&'.repeat(100_000) })
    expect(Buffer.byteLength(packet)).toBeLessThan(65_000)
    expect(readNote(packet)?.settings).toBe('&'.repeat(1000))
  })
})

describe('readNote', () => {
  it('finds the fields as elements and under another prefix, as other programs rewrite them', () => {
    const rewritten =
      `<rdf:RDF ${rdf}><rdf:Description xmlns:ns1='urn:tintype:note:1'><ns1:source>s</ns1:source>` +
      '<ns1:recipe>r</ns1:recipe><ns1:model>m &amp; n</ns1:model><ns1:settings>t</ns1:settings></rdf:Description></rdf:RDF>'
    expect(readNote(rewritten)).toEqual({
      ...{ version: 1, source: 's', recipe: 'r', model: 'm & n', settings: 't' },
    })
  })

  it.each([
    ['nothing', undefined],
    ['another packet', source],
    ['half a note', withNote(undefined, note).replace(/tintype:recipe="[^"]*"/, '')],
    ['a packet of megabytes', withNote(undefined, note) + ' '.repeat(2_000_000)],
    ['entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]><x xmlns:t="urn:tintype:note:1" t:source="&a;"/>'],
  ])('finds no note in %s', (_, packet) => {
    expect(readNote(packet)).toBeUndefined()
  })

  it('expands no entities', () => {
    const hostile = withNote(undefined, note).replace(note.model.slice(0, 8), '&lol;&#65;')
    expect(readNote(hostile)?.model).toContain('&lol;&#65;')
  })

  it('takes no time over hostile text', () => {
    const hostile = `xmlns:t="urn:tintype:note:1"${' t:source="'.repeat(50_000)}`
    const start = performance.now()
    expect(readNote(hostile)).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

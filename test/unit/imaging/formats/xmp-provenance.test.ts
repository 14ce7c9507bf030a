import { describe, expect, it } from 'vitest'
import { readProvenance, withProvenance } from '../../../../src/main/imaging/formats/xmp-provenance.ts'

const provenance = {
  version: 2,
  source: 'a'.repeat(64),
  recipe: 'b'.repeat(64),
  model: 'tintype-mobile <1> "x"',
  settings: "strength 1 & 'size' 256",
}
const jpeg = { limit: 65_000, turned: false }
const packetWith = (packet: string | undefined, note: typeof provenance) =>
  withProvenance(packet, note, jpeg).packet
const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
const source =
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${rdf}>` +
  '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>' +
  '<rdf:li xml:lang="x-default">Großmutter, Łódź 1931</rdf:li></rdf:Alt></dc:title></rdf:Description>' +
  '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'

describe('withProvenance', () => {
  it.each([
    ['quotes of the other kind', source.replaceAll('"', "'")],
    ['a comment', source.replace('<dc:title>', '<!-- by hand > --><dc:title>')],
    ['character data', source.replace('Großmutter', '<![CDATA[Großmutter]]>')],
    ['a prefix of its own', source.replaceAll('rdf:', 'r:').replace('xmlns:rdf', 'xmlns:r')],
    ['no wrapper', source.replace(/<\/?x:xmpmeta[^>]*>/g, '')],
    ['unknown names', source.replace('<dc:title>', '<o:own xmlns:o="urn:o" o:at="1 &lt; 2"/><dc:title>')],
  ])('keeps a packet with %s', (_, odd) => {
    const { packet, isWhole } = withProvenance(odd, provenance, jpeg)
    expect(isWhole).toBe(true)
    expect(packet).toContain('Großmutter, Łódź 1931')
    if (odd.includes('o:own')) expect(packet).toContain('o:at="1 &lt; 2"')
    expect(readProvenance(packet)).toEqual(provenance)
  })

  it('says where what the source said is not in it', () => {
    expect(withProvenance(undefined, provenance, jpeg).isWhole).toBe(true)
    expect(withProvenance(`${source}<`, provenance, jpeg).isWhole).toBe(false)
  })

  it('takes the orientation out of what was turned, and of nothing else', () => {
    const turned = source.replace(
      '<dc:title>',
      '<tiff:Orientation xmlns:tiff="http://ns.adobe.com/tiff/1.0/">6</tiff:Orientation><dc:title>',
    )
    const packetOf = (isTurned: boolean) =>
      withProvenance(turned, provenance, { ...jpeg, turned: isTurned }).packet
    expect(packetOf(true)).not.toContain('Orientation')
    expect(packetOf(false)).toContain('>6</tiff:Orientation>')
    expect(packetOf(true)).toContain('Großmutter')
  })

  it('writes a provenance that reads back the same, with what a reader must know', () => {
    const packet = packetWith(undefined, provenance)
    expect(readProvenance(packet)).toEqual(provenance)
    expect(packet).toContain('compositeWithTrainedAlgorithmicMedia')
    expect(packet).toContain('They are an interpretation')
  })

  it("keeps the source's packet", () => {
    const packet = packetWith(source, provenance)
    expect(packet).toContain('Großmutter, Łódź 1931')
    expect(readProvenance(packet)).toEqual(provenance)
    expect(packet.match(/<rdf:RDF/g)).toHaveLength(1)
  })

  it('takes no long time over a hostile packet', () => {
    for (const evil of [
      `<x ${rdf}><rdf:RDF></rdf:RDF><${'a'.repeat(64_000)}`,
      `<x ${rdf}><rdf:RDF><rdf:Description ${'urn:tintype:note:1 '.repeat(3000)}</rdf:RDF></x>`,
    ]) {
      const start = performance.now()
      expect(readProvenance(packetWith(evil, provenance))).toEqual(provenance)
      expect(performance.now() - start).toBeLessThan(250)
    }
  })

  it('replaces an earlier provenance and what the source was digitised from', () => {
    const scanned = source.replace(
      '<dc:title>',
      '<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">http://cv.iptc.org/newscodes/digitalsourcetype/print</Iptc4xmpExt:DigitalSourceType><dc:title>',
    )
    const twice = packetWith(packetWith(scanned, { ...provenance, recipe: 'old' }), provenance)
    expect(readProvenance(twice)).toEqual(provenance)
    expect(twice.match(/DigitalSourceType=|<Iptc4xmpExt:DigitalSourceType/g)).toHaveLength(1)
    expect(twice).not.toContain('old')
  })

  it.each([
    ['text', 'not XML at all'],
    ['unclosed elements', source.replace('</dc:title>', '')],
    ['crossed elements', source.replace('</rdf:Alt></dc:title>', '</dc:title></rdf:Alt>')],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${source}`],
    ['two packets', source + source],
    ['no end', source.slice(0, -80)],
    ['more than a JPEG segment holds', source.replace('Großmutter', 'x'.repeat(70_000))],
  ])('starts a fresh packet where the source holds %s', (_, bad) => {
    expect(packetWith(bad, provenance)).toBe(packetWith(undefined, provenance))
  })

  it('never outgrows a JPEG segment', () => {
    const long = source.replace('Großmutter', 'G'.repeat(64_000))
    const packet = packetWith(long, { ...provenance, settings: '&'.repeat(100_000) })
    expect(Buffer.byteLength(packet)).toBeLessThan(65_000)
    expect(readProvenance(packet)?.settings).toBe('&'.repeat(1000))
  })
})

describe('readProvenance', () => {
  it('finds the fields as elements and under another prefix, as other programs rewrite them', () => {
    const rewritten =
      `<rdf:RDF ${rdf}><rdf:Description xmlns:ns1='urn:tintype:note:1'><ns1:source>s</ns1:source>` +
      '<ns1:recipe>r</ns1:recipe><ns1:model>m &amp; n</ns1:model><ns1:settings>t</ns1:settings></rdf:Description></rdf:RDF>'
    expect(readProvenance(rewritten)).toEqual({
      ...{ version: 1, source: 's', recipe: 'r', model: 'm & n', settings: 't' },
    })
  })

  it.each([
    ['nothing', undefined],
    ['another packet', source],
    ['half a provenance', packetWith(undefined, provenance).replace(/tintype:recipe="[^"]*"/, '')],
    ['a packet of megabytes', packetWith(undefined, provenance) + ' '.repeat(4_000_000)],
    ['entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]><x xmlns:t="urn:tintype:note:1" t:source="&a;"/>'],
  ])('finds no provenance in %s', (_, packet) => {
    expect(readProvenance(packet)).toBeUndefined()
  })

  it('expands no entities', () => {
    const hostile = packetWith(undefined, provenance).replace(provenance.model.slice(0, 8), '&lol;&#65;')
    expect(readProvenance(hostile)?.model).toContain('&lol;&#65;')
  })

  it('takes no time over hostile text', () => {
    const hostile = `xmlns:t="urn:tintype:note:1"${' t:source="'.repeat(50_000)}`
    const start = performance.now()
    expect(readProvenance(hostile)).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

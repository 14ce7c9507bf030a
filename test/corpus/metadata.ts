import { deflateSync } from 'node:zlib'
import { withPngChunk } from './files.ts'

/** An XMP packet whose description holds `inside`, whatever that is. */
export function xmpPacket(inside: string): string {
  return (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"' +
    ` xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`
  )
}

/** XMP made to take long, of about `length` characters each. */
export const hostileXmp: Record<string, (length: number) => string> = {
  'elements inside elements': (length) =>
    xmpPacket(repeated('<dc:a>', length / 2) + repeated('</dc:a>', length / 2)),
  'elements that never end': (length) => xmpPacket(repeated('<dc:description>', length)),
  'namespaces inside namespaces': (length) => xmpPacket(repeated('<a xmlns:b="c">', length)),
  'many elements': (length) => xmpPacket(repeated('<dc:a>1</dc:a>', length)),
  'many descriptions': (length) => xmpPacket(repeated('<dc:description>1</dc:description>', length)),
  'many attributes': (length) => xmpPacket(`<dc:a ${numbered('dc:b', '="x"', length)}/>`),
  'many prefixes': (length) => xmpPacket(`<dc:a ${numbered('xmlns:b', '="x"', length)}/>`),
  'many items': (length) =>
    xmpPacket(
      `<dc:description><rdf:Alt>${repeated('<rdf:li>a</rdf:li>', length)}</rdf:Alt></dc:description>`,
    ),
  'a long text': (length) => xmpPacket(`<dc:description>${repeated('x', length)}</dc:description>`),
  'a long attribute': (length) => xmpPacket(`<dc:a b="${repeated('x', length)}`),
  'a long name': (length) => xmpPacket(`<${repeated('a', length)}`),
  'a long entity': (length) => xmpPacket(`&${repeated('a', length)}`),
  'many entities': (length) => xmpPacket(`<dc:description>${repeated('&amp;', length)}</dc:description>`),
  'a document type': (length) =>
    `<!DOCTYPE a [${repeated('<!ENTITY a "&a;&a;">', length)}]>${xmpPacket('&a;')}`,
  'a comment without end': (length) => xmpPacket(`<!--${repeated('-a', length)}`),
  'quotes without end': (length) => xmpPacket(repeated('<dc:a b="', length)),
  'opening signs': (length) => xmpPacket(repeated('<', length)),
  spaces: (length) => xmpPacket(`<dc:a${repeated(' ', length)}`),
}

function repeated(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length))
}

function numbered(before: string, after: string, length: number): string {
  return Array.from({ length: length / 16 }, (_, i) => `${before}${i}${after}`).join(' ')
}

/** The PNG with an XMP packet, deflated as `iTXt` allows or as it is. */
export function withPngXmp(png: Buffer, packet: string | Buffer, compressed = false): Buffer {
  const head = Buffer.from(`XML:com.adobe.xmp\0${compressed ? '\x01' : '\0'}\0\0\0`, 'latin1')
  const bytes = Buffer.from(packet as string)
  return withPngChunk(png, 'iTXt', Buffer.concat([head, compressed ? deflateSync(bytes) : bytes]))
}

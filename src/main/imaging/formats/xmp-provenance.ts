import { type Provenance, provenanceSchema } from '../../../shared/contract/imaging.ts'

/** Names the provenance's fields; a URN, because nothing is to be fetched. */
const namespace = 'urn:tintype:note:1'
const iptcNamespace = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/'
const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'
const statement =
  'The colours of this picture were added by a computer program. They are an interpretation, not a record of the true colours. The lightness is that of the original.'

/** The most an XMP packet may hold: what fits into one JPEG segment. */
const packetLimit = 65_000
const fields = ['source', 'recipe', 'model', 'settings'] as const
/** Notes that do not say it are of Tintype 0.1. */
const firstVersion = 1
/** Characters of a field that are written; escaped, each takes at most six. */
const fieldLimit = 1000
const escapedLimit = 6 * fieldLimit

/**
 * The source's XMP packet with Tintype's provenance added; a packet of the provenance alone where the source has
 * none, or one that is not well-formed or too long.
 */
export function withProvenance(sourcePacket: string | undefined, provenance: Provenance): string {
  const merged = sourcePacket && mergeable(sourcePacket) ? merge(sourcePacket, provenance) : undefined
  return merged && Buffer.byteLength(merged) <= packetLimit ? merged : freshPacket(provenance)
}

/**
 * The provenance in an XMP packet, whoever rewrote the packet since: fields are found as attributes or as
 * elements. The packet is searched as text, never parsed: nothing in it is expanded or fetched.
 */
export function readProvenance(packet: string | undefined): Provenance | undefined {
  if (!packet || packet.length > 16 * packetLimit) return undefined
  const prefix = /xmlns:([A-Za-z][\w-]{0,30})\s{0,9}=\s{0,9}["']urn:tintype:note:1["']/.exec(packet)?.[1]
  if (!prefix) return undefined
  const found = Object.fromEntries(fields.map((field) => [field, readField(packet, `${prefix}:${field}`)]))
  const version = Number(readField(packet, `${prefix}:version`) ?? firstVersion)
  return provenanceSchema.safeParse({ ...found, version }).data
}

function readField(packet: string, name: string): string | undefined {
  const attribute = new RegExp(
    `\\s${name}\\s{0,9}=\\s{0,9}(?:"([^"<]{0,${escapedLimit}})"|'([^'<]{0,${escapedLimit}})')`,
  )
  const element = new RegExp(`<${name}>([^<]{0,${escapedLimit}})</${name}>`)
  const match = attribute.exec(packet) ?? element.exec(packet)
  const value = match?.slice(1).find((group) => group !== undefined)
  return value === undefined ? undefined : unescapeXml(value)
}

function freshPacket(provenance: Provenance): string {
  return (
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>` +
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
    `${description(provenance)}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
  )
}

function merge(packet: string, provenance: Provenance): string {
  const end = packet.lastIndexOf('</rdf:RDF>')
  return withoutOldMarks(packet.slice(0, end)) + description(provenance) + packet.slice(end)
}

function description(provenance: Provenance): string {
  const attributes = fields.map(
    (field) => ` tintype:${field}="${escapeXml(provenance[field].slice(0, fieldLimit))}"`,
  )
  attributes.push(` tintype:version="${provenance.version}"`)
  return (
    `<rdf:Description rdf:about="" xmlns:tintype="${namespace}" xmlns:Iptc4xmpExt="${iptcNamespace}"` +
    `${attributes.join('')} tintype:statement="${escapeXml(statement)}"` +
    ` Iptc4xmpExt:DigitalSourceType="${sourceType}"/>`
  )
}

/** A property may stand only once: what an earlier result or a scanner said about the source gives way. */
function withoutOldMarks(packet: string): string {
  return packet
    .replace(/<rdf:Description [^<>]*\/>/g, (tag) => (tag.includes(namespace) ? '' : tag))
    .replace(/\sIptc4xmpExt:DigitalSourceType="[^"<]*"/g, '')
    .replace(/<Iptc4xmpExt:DigitalSourceType>[^<]*<\/Iptc4xmpExt:DigitalSourceType>/g, '')
}

function mergeable(packet: string): boolean {
  return (
    packet.length <= packetLimit &&
    packet.includes('xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"') &&
    packet.split('</rdf:RDF>').length === 2 &&
    isBalanced(packet)
  )
}

/** Every element closed in order, and no document type: enough to add one element without harm. */
function isBalanced(packet: string): boolean {
  const open: string[] = []
  // One run of signs a tag: two that may share signs take quadratic time on a tag that never ends.
  for (const [, bang, slash, tag] of packet.matchAll(/<(!)?(\/?)([^<>]*)>/g)) {
    if (bang) return false
    const [name] = tag.split(/[\s/!?]/, 1)
    if (!name || tag.endsWith('/')) continue
    if (!slash) open.push(name)
    else if (open.pop() !== name) return false
  }
  return open.length === 0
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' } as const

function escapeXml(text: string): string {
  // Control characters are no XML at all.
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/[&<>"']/g, (sign) => entities[sign as keyof typeof entities])
}

function unescapeXml(text: string): string {
  const signs = Object.fromEntries(Object.entries(entities).map(([sign, entity]) => [entity, sign]))
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => signs[entity] ?? entity)
}

import { type Provenance, provenanceSchema } from '../../../shared/contract/imaging.ts'
import { changedPacket, escapeXml, packetLimit } from './xmp-packet.ts'

/** Names the provenance's fields; a URN, because nothing is to be fetched. */
const namespace = 'urn:tintype:note:1'
const iptcNamespace = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/'
const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'
const statement =
  'The colours of this picture were added by a computer program. They are an interpretation, not a record of the true colours. The lightness is that of the original.'

const tiffNamespace = 'http://ns.adobe.com/tiff/1.0/'
/** Of a packet that is searched: a source's with what is added to it, however it is escaped. */
const searchLimit = 2 * packetLimit
const fields = ['source', 'recipe', 'model', 'settings'] as const
/** Notes that do not say it are of Tintype 0.1. */
const firstVersion = 1
/** Characters of a field that are written; escaped, each takes at most six. */
const fieldLimit = 1000
const escapedLimit = 6 * fieldLimit

/** A property may stand only once: what an earlier result or a scanner said about the source gives way. */
const marks = [namespace, `${iptcNamespace}DigitalSourceType`]

export interface ResultPacket {
  packet: string
  /** All that the source's packet said is in it. */
  isWhole: boolean
}

/**
 * The source's XMP packet with Tintype's provenance added; a packet of the provenance alone where the source has
 * none, or one that is not well-formed or too long.
 * @param limit bytes that the file can hold @param turned the source was turned upright
 */
export function withProvenance(
  sourcePacket: string | undefined,
  provenance: Provenance,
  { limit, turned }: { limit: number; turned: boolean },
): ResultPacket {
  const addition = description(provenance)
  const dropped = new Set(turned ? [...marks, `${tiffNamespace}Orientation`] : marks)
  const changed = sourcePacket && changedPacket(sourcePacket, { addition, dropped })
  const packet = changed && packetOf(changed)
  if (packet && Buffer.byteLength(packet) <= limit) return { packet, isWhole: true }
  const fresh = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${addition}</rdf:RDF></x:xmpmeta>`
  return { packet: packetOf(fresh), isWhole: !sourcePacket }
}

function packetOf(content: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>${content}<?xpacket end="w"?>`
}

/**
 * The provenance in an XMP packet, whoever rewrote the packet since: fields are found as attributes or as
 * elements. The packet is searched as text, never parsed: nothing in it is expanded or fetched.
 */
export function readProvenance(packet: string | undefined): Provenance | undefined {
  if (!packet || packet.length > searchLimit) return undefined
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

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" } as const

function unescapeXml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity as keyof typeof entities])
}

import sax from 'sax'

/** Packets of programs stay under 1 MB; those of tens of MB are lists of ancestors that nobody reads. */
export const packetLimit = 2_000_000
/** Elements inside elements: RDF in XMP has about ten. */
export const depthLimit = 64

/** What is to become of a packet. */
export interface PacketChange {
  /** Elements that are added to what the packet describes. */
  addition: string
  /** Properties that are left out, as attributes or elements: their namespace and name, or a namespace with all it holds. */
  dropped: ReadonlySet<string>
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const wrapper = 'adobe:ns:meta/'

class Unusable extends Error {}

/**
 * Reads a packet through and writes it anew: the same elements, attributes and texts, whatever quotes, comments and
 * prefixes it came with. Entities of its own and document types are not expanded: nothing of such a packet is taken.
 * @returns undefined where it is not well-formed, too long, too deep, or no XMP
 */
export function changedPacket(packet: string, { addition, dropped }: PacketChange): string | undefined {
  if (packet.length > packetLimit) return undefined
  const parser = sax.parser(true, { position: false })
  const written: string[] = []
  const prefixes = new Map<string, string>()
  const open: string[] = []
  let droppedFrom = 0
  let ended = false
  const nameOf = (name: string): { namespace: string; name: string } => {
    const colon = name.indexOf(':')
    return { namespace: prefixes.get(name.slice(0, Math.max(0, colon))) ?? '', name: name.slice(colon + 1) }
  }
  const isDropped = (qualified: string): boolean => {
    const { namespace, name } = nameOf(qualified)
    return dropped.has(namespace) || dropped.has(namespace + name)
  }
  const isRdf = (qualified: string): boolean => {
    const { namespace, name } = nameOf(qualified)
    return namespace === rdf && name === 'RDF'
  }
  const write = (text: string): void => {
    if (droppedFrom === 0) written.push(text)
  }
  parser.onopentag = ({ name, attributes }) => {
    const all = Object.entries(attributes as Record<string, string>)
    for (const [attribute, value] of all) {
      if (attribute.startsWith('xmlns:')) prefixes.set(attribute.slice('xmlns:'.length), value)
    }
    if (ended || open.push(name) > depthLimit) throw new Unusable()
    if (open.length === 1 && !isRdf(name) && nameOf(name).namespace !== wrapper) throw new Unusable()
    if (droppedFrom === 0 && isDropped(name)) droppedFrom = open.length
    const kept = all.filter(([attribute]) => attribute.startsWith('xmlns') || !isDropped(attribute))
    write(`<${name}${kept.map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`).join('')}>`)
  }
  parser.ontext = (text) => write(escapeXml(text))
  parser.oncdata = parser.ontext
  parser.onclosetag = (name) => {
    if (isRdf(name) && !ended) {
      write(addition)
      ended = true
    }
    write(`</${name}>`)
    if (droppedFrom === open.length) droppedFrom = 0
    open.pop()
  }
  parser.ondoctype = parser.onerror = () => {
    throw new Unusable()
  }
  try {
    parser.write(packet).close()
  } catch (thrown) {
    if (thrown instanceof Unusable) return undefined
    throw thrown
  }
  return ended && open.length === 0 ? written.join('').trim() : undefined
}

/** Control characters are no XML at all. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, ' ')
    .replace(/[&<>"']/g, (sign) => `&${entities[sign as keyof typeof entities]};`)
}

const entities = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' } as const

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Photographs that no training sees, known by their name alone: three in a hundred. */
export function isHeldOut(name: string): boolean {
  return crc32(name) % 100 < 3
}

export interface SampleOptions {
  heldOut: boolean
  /** At most so many, spread evenly over the set; always the same ones. */
  limit?: number | undefined
}

/** Chooses photographs by name; the order of `names` is kept, a name that comes twice is taken once. */
export function chooseSample(names: string[], { heldOut, limit }: SampleOptions): Set<string> {
  const eligible = [...new Set(heldOut ? names.filter(isHeldOut) : names)]
  if (limit === undefined || limit >= eligible.length) return new Set(eligible)
  // By hash: the first ones of a listing all come from one source.
  const byHash = eligible
    .map((name) => ({ name, hash: sha256(name) }))
    .sort((x, y) => (x.hash < y.hash ? -1 : 1))
  const chosen = new Set(byHash.slice(0, limit).map(({ name }) => name))
  return new Set(eligible.filter((name) => chosen.has(name)))
}

function sha256(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

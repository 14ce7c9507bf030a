import { Random } from '../../../shared/random.ts'

/** Fingerprints that differ in no more bits than this count as one picture. */
const nearlyEqual = 6

export interface Split {
  /** Indices of photos. */
  training: number[]
  validation: number[]
}

/**
 * Holds out a share of the photos. Copies and near-copies (another frame of the same scene, another
 * export of the same file) stay on one side, so that nothing held out was ever learnt from.
 * @param fingerprints 64 bits, hex, of each photo
 */
export function splitPhotos(fingerprints: readonly string[], share: number, seed: number): Split {
  const groups = new Random(seed, 'split').shuffled(groupsOfCopies(fingerprints))
  const wanted = Math.max(1, Math.round(share * fingerprints.length))
  const validation: number[] = []
  const training: number[] = []
  for (const group of groups) {
    const side =
      validation.length < wanted && validation.length + group.length <= 2 * wanted ? validation : training
    side.push(...group)
  }
  const inOrder = (indices: number[]) => indices.sort((one, other) => one - other)
  return { training: inOrder(training), validation: inOrder(validation) }
}

/** Indices of photos by picture: each group is closed under near equality. */
export function groupsOfCopies(fingerprints: readonly string[]): number[][] {
  const high = Uint32Array.from(fingerprints, (hex) => Number.parseInt(hex.slice(0, 8), 16))
  const low = Uint32Array.from(fingerprints, (hex) => Number.parseInt(hex.slice(8), 16))
  const parents = Uint32Array.from(fingerprints, (_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parents[root] !== root) root = parents[root]
    parents[index] = root
    return root
  }
  for (let one = 0; one < fingerprints.length; one++) {
    for (let other = one + 1; other < fingerprints.length; other++) {
      const bits = bitCount(high[one] ^ high[other]) + bitCount(low[one] ^ low[other])
      if (bits <= nearlyEqual) parents[rootOf(other)] = rootOf(one)
    }
  }
  const groups = new Map<number, number[]>()
  for (let index = 0; index < fingerprints.length; index++) {
    const root = rootOf(index)
    groups.set(root, [...(groups.get(root) ?? []), index])
  }
  return [...groups.values()]
}

function bitCount(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

import type { Picture } from '../../../shared/contract/imaging.ts'

export interface Photo {
  /** Path below the data folder or inside its shard, with `/`: it decides about sample and hold-out. */
  name: string
  picture: Picture
}

/** A set of photographs that can be gone through again and again. */
export interface PhotoSource {
  /** Every photograph, in a fixed order. */
  names: () => Promise<string[]>
  /** Those of the given names, in the order of {@link names}, each once. */
  read: (wanted: ReadonlySet<string>) => AsyncGenerator<Photo>
}

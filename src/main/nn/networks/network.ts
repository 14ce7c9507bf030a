import type { Tensor4D } from '@tensorflow/tfjs-core'

/** What the encoder found in a photo; owned by the caller, who disposes it. */
export type Features = Tensor4D[]

/** A network split where hints enter, so that an edited hint costs only the decoder. */
export interface Network {
  /** Sides of the input must be multiples of this. */
  readonly multiple: number
  /** `l` [1, H, W, 1], L* / 50 - 1. */
  encode(l: Tensor4D): Features
  /** Those of the features that tell what looks alike; none of a network that has none. */
  looks(features: Features): Features
  /**
   * `hints` [1, H, W, 3]: a* / 110, b* / 110, mark 1 (all zero where unmarked), or null for none.
   * Answers [1, H / 2, W / 2, 2], a* / 110 and b* / 110.
   */
  decode(features: Features, hints: Tensor4D | null): Tensor4D
  dispose(): void
}

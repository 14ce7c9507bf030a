import { TintypeError } from '../../../shared/errors.ts'

/** What may lie beside the pixels, by name, in bytes as it comes to be held in memory. */
export const sideDataLimits = {
  'colour profile': 16e6,
  XMP: 16e6,
  EXIF: 16e6,
  IPTC: 16e6,
  text: 16e6,
  'other data': 256e6,
} as const
export type SideData = keyof typeof sideDataLimits

/** Pieces of any kind: a picture has some tens of them. */
const mostPieces = 20_000

/** Adds up what lies beside the pixels of one picture. */
export class SideDataBudget {
  readonly #held = new Map<SideData, number>()
  #pieces = 0

  /** What is left for this kind, bytes. */
  left(kind: SideData): number {
    return sideDataLimits[kind] - (this.#held.get(kind) ?? 0)
  }

  /**
   * Counts a piece.
   * @throws `side-data-too-large` where it is too much
   */
  take(kind: SideData, bytes: number): void {
    this.#pieces += 1
    const held = (this.#held.get(kind) ?? 0) + bytes
    this.#held.set(kind, held)
    if (held > sideDataLimits[kind]) throw tooMuch(`${megabytes(held)} of ${kind}`, sideDataLimits[kind])
    if (this.#pieces > mostPieces) {
      throw new TintypeError(
        'side-data-too-large',
        `The picture comes with more than ${mostPieces} pieces of data beside its pixels. Save it again without them.`,
        { details: { pieces: this.#pieces, limit: mostPieces } },
      )
    }
  }

  /** For EXIF that leads from one directory to the next without end. */
  tooManyDirectories(limit: number): TintypeError {
    return new TintypeError(
      'side-data-too-large',
      `The EXIF of the picture points to more than ${limit} directories. Save it again without that data.`,
      { details: { limit } },
    )
  }

  /** For data that grow beyond what is left when they are unpacked. */
  overflow(kind: SideData): TintypeError {
    return tooMuch(`more than ${megabytes(sideDataLimits[kind])} of ${kind}, unpacked,`, sideDataLimits[kind])
  }
}

function tooMuch(what: string, limit: number): TintypeError {
  return new TintypeError(
    'side-data-too-large',
    `The picture comes with ${what} beside its pixels; Tintype reads at most ${megabytes(limit)}. Save it again without that data.`,
    { details: { limit } },
  )
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

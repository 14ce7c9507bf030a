import { type ErrorKind, TintypeError } from '../../../shared/errors.ts'
import { meanAb } from '../metrics/ab.ts'
import { labOf } from '../metrics/rgb-to-lab.ts'
import type { Photo } from '../photos/photo.ts'
import type { EvaluationTools } from '../tools.ts'
import { concurrently } from './concurrently.ts'
import type { Ab } from './reference-rows.ts'

export interface SkippedPhoto {
  name: string
  kind: ErrorKind
  message: string
}

/** What a first pass over the photographs finds. */
export interface Scan {
  usable: Set<string>
  skipped: SkippedPhoto[]
  /** Over all usable pictures, each weighing the same. */
  meanAb: Ab
}

/**
 * Looks at every chosen photograph once: which are usable, and their mean colour. Pictures that cannot
 * be read are set aside with the reason; any other failure is an error.
 */
export async function scanPhotos(
  photos: AsyncGenerator<Photo>,
  size: number,
  { imaging, inFlight }: EvaluationTools,
  onPhoto: () => void,
  signal?: AbortSignal,
): Promise<Scan> {
  const means = new Map<string, Ab>()
  const skipped: SkippedPhoto[] = []
  const look = async ({ name, picture }: Photo): Promise<void> => {
    try {
      const { rgb } = await imaging.centreSquare({ picture, size })
      means.set(name, meanAb(labOf(rgb)))
    } catch (thrown) {
      if (!isAboutThePicture(thrown)) throw thrown
      skipped.push({ name, kind: thrown.kind, message: thrown.message })
    }
    onPhoto()
  }
  await concurrently(photos, inFlight, look, signal)
  // Sorted, so that sums do not depend on which picture was through first.
  const sorted = [...means.keys()].sort()
  return {
    usable: new Set(sorted),
    skipped: skipped.sort((x, y) => (x.name < y.name ? -1 : 1)),
    meanAb: {
      a: meanOf(sorted.map((name) => means.get(name)!.a)),
      b: meanOf(sorted.map((name) => means.get(name)!.b)),
    },
  }
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function isAboutThePicture(thrown: unknown): thrown is TintypeError {
  return thrown instanceof TintypeError && /^(file|picture)-/.test(thrown.kind)
}

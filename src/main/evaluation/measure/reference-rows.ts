import type { AbMap } from '../../../shared/contract/pixels.ts'
import { meanAb } from '../metrics/ab.ts'

/** A picture's true colours, from which a reference row takes its own. */
export interface TrueColours {
  /** Interleaved L*, a*, b*. */
  lab: Float32Array
  /** A square with an even side. */
  side: number
  /** Mean over all pictures, each weighing the same. */
  datasetMean: Ab
}

export interface Ab {
  a: number
  b: number
}

export interface ReferenceRow {
  id: string
  title: string
  map: (truth: TrueColours) => AbMap
}

/** A warm brown such as toning baths give: hue 70 degrees, chroma 19. */
const sepia: Ab = { a: 6.5, b: 18 }

/** Printed beside every model, so that nobody is fooled. */
export const referenceRows: readonly ReferenceRow[] = [
  { id: 'grey', title: 'Grey (a\\*b\\* = 0)', map: () => constant({ a: 0, b: 0 }) },
  { id: 'sepia', title: 'Constant sepia', map: () => constant(sepia) },
  { id: 'dataset-mean', title: 'Mean a\\*b\\* of the data set', map: (truth) => constant(truth.datasetMean) },
  {
    id: 'picture-mean',
    title: 'Mean a\\*b\\* of each picture (oracle)',
    map: ({ lab }) => constant(meanAb(lab)),
  },
  { id: 'half-resolution', title: 'True chroma at 1/2 resolution (ceiling)', map: halved },
]

function constant({ a, b }: Ab): AbMap {
  return { data: Float32Array.of(a, b), width: 1, height: 1 }
}

/** Means of 2 x 2 pixels. */
function halved({ lab, side }: TrueColours): AbMap {
  const half = side / 2
  const data = new Float32Array(half * half * 2)
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const above = (2 * y * side + 2 * x) * 3
      const below = above + side * 3
      for (const channel of [1, 2]) {
        const sum =
          lab[above + channel] + lab[above + 3 + channel] + lab[below + channel] + lab[below + 3 + channel]
        data[(y * half + x) * 2 + channel - 1] = sum / 4
      }
    }
  }
  return { data, width: half, height: half }
}

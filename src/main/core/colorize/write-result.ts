import { adjust } from '../../../shared/colour/adjust.ts'
import type { ImagingContract, PhotoWords, Picture, Provenance } from '../../../shared/contract/imaging.ts'
import type { Adjustments } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { hasTrait, TintypeError } from '../../../shared/errors.ts'
import type { ResultRecipe } from '../../../shared/recipe.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import type { Report } from '../jobs/queue.ts'
import type { UseWorker } from '../workers/pools.ts'
import type { ResultIdentity } from './provenance.ts'
import type { ResultName } from './result-index.ts'

export interface NewResult {
  picture: Picture
  ab: AbMap
  recipe: ResultRecipe
  identity: ResultIdentity
  provenance: Provenance
  name: ResultName
  /** What somebody says of the photo, where the result is to say it, too. */
  words?: PhotoWords | undefined
  /** Made anew, whatever lies there. */
  again?: boolean
  /** What lies there counts where every pixel of it can be read. */
  inFull?: boolean
}

/** How a writer of results is told of its steps, and may end them. */
export interface ResultSteps {
  report: Report
  /** Right before the result gets its name. @throws whatever speaks against it. */
  beforePublishing: () => void | Promise<void>
}

type Finished = Awaited<ReturnType<Client<ImagingContract>['finish']>>

/**
 * Writes a result and gives it its name: the one way from colours to a file. Each step is on record before
 * imaging takes the next.
 * @throws `file-*`, `picture-*`, `output-*`, `disk-full`, `worker-*`, `out-of-memory`, those of `beforePublishing`.
 */
export async function writeResult(
  { picture, ab, recipe, identity, provenance, name, words, again = false, inFull = false }: NewResult,
  imaging: UseWorker<ImagingContract>,
  { report, beforePublishing }: ResultSteps,
): Promise<Finished> {
  const { adjustments, format, depth, metadata, encoding } = recipe
  const order = {
    ...{ picture, format, depth, encoding, metadata, words, provenance, ...name },
    ab: adjusted(ab, adjustments),
    settings: { upsampling: adjustments.upsampling },
    ...{ known: again ? [] : identity.recipes, inFull },
  }
  try {
    return await imaging((client) =>
      client.finish(order, {
        written: () => {
          report('written')
          return {}
        },
        verified: async () => {
          report('verified')
          await beforePublishing()
          return {}
        },
      }),
    )
  } catch (thrown) {
    if (thrown instanceof TintypeError && hasTrait(thrown.kind, 'workerDied')) {
      // What it left behind; where that fails, the next batch in this folder does it.
      await imaging((client) => client.sweep({ folder: name.folder })).catch(() => {})
    }
    throw thrown
  }
}

/** What the sliders do, done to the small map; the rest of the composition is the same for all of them. */
function adjusted(ab: AbMap, adjustments: Adjustments): AbMap {
  const data = new Float32Array(ab.data.length)
  for (let i = 0; i < data.length; i += 2) {
    const [, a, b] = adjust([0, ab.data[i], ab.data[i + 1]], adjustments)
    data[i] = a
    data[i + 1] = b
  }
  return { ...ab, data }
}

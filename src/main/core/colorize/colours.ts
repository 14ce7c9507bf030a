import type { ModelReference } from '../../../shared/contract/engine.ts'
import type {
  ColourKind,
  FileIdentity,
  ImagingContract,
  Picture,
  PictureInfo,
} from '../../../shared/contract/imaging.ts'
import type { Recipe } from '../../../shared/contract/library.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import type { ColouringWorkers } from '../workers/pools.ts'
import { predictColours } from './prediction.ts'

/** What a prediction depends on, beside the photo. */
export type ColourSettings = Pick<Recipe, 'size' | 'flipAveraged' | 'hints' | 'hintMethod'> & {
  model: ModelReference
}

/** What a look at the photo found. */
export interface Seen {
  colour: ColourKind | undefined
  /** What is to be said of how the file was read. */
  remarks: Remark[]
}

export interface Colours extends Seen {
  ab: AbMap
  /** Milliseconds. */
  ms: { read: number; predict: number }
}

/** Points at which a photo may be left alone: each says nothing, or with what the colouring ends. */
export interface Gates<Left> {
  /** Where it is known already, and not to be hashed. */
  file?: FileIdentity | undefined
  /**
   * The file is known by its hash, and nothing is decoded.
   * @param imaging the very process that reads it: all others may wait for such an answer as well
   */
  identified?: (
    file: FileIdentity,
    info: PictureInfo,
    imaging: Client<ImagingContract>,
  ) => Promise<Left | undefined>
  /** What an earlier look found: then nobody looks again, and nothing is read before `seen` has answered. */
  before?: Seen | undefined
  seen?: (seen: Seen) => Left | undefined
}

/**
 * The colours of a photo: the one way from a file through the network.
 * @param signal whoever aborts it wants no prediction any more
 * @throws `file-*`, `picture-*`, `model-*`, `worker-*`, `out-of-memory`.
 */
export async function coloursOf(
  picture: Picture,
  settings: ColourSettings,
  workers: ColouringWorkers,
  gates: Gates<never>,
): Promise<Colours>
export async function coloursOf<Left>(
  picture: Picture,
  settings: ColourSettings,
  workers: ColouringWorkers,
  gates: Gates<Left>,
  signal: AbortSignal,
): Promise<Colours | { left: Left }>
export async function coloursOf<Left>(
  picture: Picture,
  { size, model, flipAveraged, hints, hintMethod }: ColourSettings,
  { imaging, engine }: ColouringWorkers,
  gates: Gates<Left>,
  signal?: AbortSignal,
): Promise<Colours | { left: Left }> {
  const { file: known, identified, before } = gates
  let left = before && gates.seen?.(before)
  if (left !== undefined) return { left }
  const read = await imaging((client) =>
    client.read(
      { picture, size, identify: identified !== undefined && !known, look: before === undefined },
      {
        identified: async ({ info, file = known }) => {
          left = file && (await identified?.(file, info, client))
          return left === undefined
        },
      },
    ),
  )
  if (left !== undefined) return { left }
  if (!read) throw new TintypeError('internal', 'A photo was left alone for no reason.')
  const { l, colour, remarks } = read
  const seen = before ?? { colour, remarks }
  if (!before) left = gates.seen?.(seen)
  if (left !== undefined) return { left }
  signal?.throwIfAborted()
  const { ab, ms } = await engine((client) =>
    predictColours(client, l, model, { hints, hintMethod }, flipAveraged),
  )
  signal?.throwIfAborted()
  return { ab, ...seen, ms: { read: read.ms, predict: ms } }
}

/** L of a photo at network size: what `coloursOf` sees of it. @throws `file-*`, `picture-*`. */
export async function lightnessOf(
  picture: Picture,
  size: Recipe['size'],
  { imaging }: Pick<ColouringWorkers, 'imaging'>,
): Promise<LChannel> {
  const read = await imaging((client) =>
    client.read({ picture, size, look: false }, { identified: () => true }),
  )
  if (!read) throw new TintypeError('internal', 'A photo was left alone for no reason.')
  return read.l
}

import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { unfitReasons } from '../../../shared/contract/finetune.ts'
import {
  type ColourKind,
  colourKinds,
  type ImagingContract,
  type PhotoFit,
} from '../../../shared/contract/imaging.ts'
import type { PhotoSubset } from '../../../shared/contract/training.ts'
import { TintypeError, toWireError } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { asWriteError } from '../../files/write-error.ts'
import type { Pool } from '../../transport/pool.ts'
import { pictureOf } from '../workers/picture-of.ts'
import { type PhotoReference, photoReferenceSchema, referenceOf } from './photo-reference.ts'

/** Photos decoded at the same time, per worker: enough that none waits for the disk. */
const ahead = 4

const indexName = 'photos.json'
const pixelsName = 'photos.rgb'

const sourceSchema = photoReferenceSchema.extend({ bytes: z.number(), modified: z.number() })
const refusalSchema = photoReferenceSchema.extend({ reason: z.enum(unfitReasons), message: z.string() })
const indexSchema = z.object({
  format: z.literal('tintype-training-photos'),
  formatVersion: z.literal(2),
  size: z.int(),
  fit: z.string(),
  colourless: z.string(),
  sources: z.array(sourceSchema),
  photos: z.array(photoReferenceSchema.extend({ fingerprint: z.string(), colour: z.enum(colourKinds) })),
  refused: z.array(refusalSchema),
})
type Index = z.infer<typeof indexSchema>

/** A photo that training cannot use, and why. */
export type Refusal = z.infer<typeof refusalSchema>

export interface PackOrder {
  from: readonly PhotoReference[]
  size: number
  fit: PhotoFit
  /** Whether black-and-white and toned photos are kept as well, for what needs lightness alone. */
  colourless: 'refused' | 'kept'
}

/** Square photos as they are trained on, decoded once and kept in one file; the training process reads it. */
export interface PackedPhotos {
  /** 8-bit sRGB, `size x size x 3` bytes each, one after another. */
  file: string
  size: number
  photos: Index['photos']
  refused: Refusal[]
}

/** Some of the packed photos, by index. */
export interface Subset {
  packed: PackedPhotos
  indices: number[]
}

/** A subset as the training process is told of it. */
export function toRead({ packed: { file, size }, indices }: Subset): PhotoSubset {
  return { file, size, indices }
}

/**
 * Decodes every usable photo into `folder`, unless it holds the very same already.
 * @param onProgress told after each photo
 * @throws `disk-full`, `output-unwritable`, `cancelled`
 */
export async function packPhotos(
  folder: string,
  order: PackOrder,
  imaging: Pool<ImagingContract>,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<PackedPhotos> {
  const sources = await Promise.all(order.from.map(sourceOf))
  const ready = await readIndex(folder)
  const isSame =
    ready?.size === order.size &&
    ready.fit === order.fit &&
    ready.colourless === order.colourless &&
    JSON.stringify(ready.sources) === JSON.stringify(sources)
  const { size, photos, refused } = isSame
    ? ready
    : await decodeAll(folder, order, sources, imaging, onProgress, signal).catch((thrown) => {
        throw asWriteError(thrown, folder)
      })
  return { file: join(folder, pixelsName), size, photos, refused }
}

async function sourceOf(reference: PhotoReference): Promise<Index['sources'][number]> {
  const found = await stat(reference.path).catch(() => undefined)
  return { ...reference, bytes: found?.size ?? 0, modified: found?.mtimeMs ?? 0 }
}

async function readIndex(folder: string): Promise<Index | undefined> {
  try {
    return indexSchema.parse(JSON.parse(await readFile(join(folder, indexName), 'utf8')))
  } catch {
    return undefined
  }
}

async function decodeAll(
  folder: string,
  order: PackOrder,
  sources: Index['sources'],
  imaging: Pool<ImagingContract>,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal | undefined,
): Promise<Index> {
  const { size, fit, colourless } = order
  const index: Index = {
    format: 'tintype-training-photos',
    formatVersion: 2,
    size,
    fit,
    colourless,
    sources,
    photos: [],
    refused: [],
  }
  await mkdir(folder, { recursive: true })
  // First: it would speak of photos that are overwritten now.
  await rm(join(folder, indexName), { force: true })
  const file = await open(join(folder, pixelsName), 'w')
  try {
    const window = ahead * imaging.size
    for (let first = 0; first < sources.length; first += window) {
      if (signal?.aborted) throw new TintypeError('cancelled', 'Stopped while the photos were read.')
      const part = sources.slice(first, first + window)
      const decoded = await Promise.all(part.map((reference) => decodeOne(reference, order, imaging)))
      for (const [i, found] of decoded.entries()) {
        const reference = referenceOf(part[i])
        if ('reason' in found) index.refused.push({ ...reference, ...found })
        else {
          const { rgb, fingerprint, colour } = found
          await file.appendFile(rgb)
          index.photos.push({ ...reference, fingerprint, colour })
        }
        onProgress(first + i + 1, sources.length)
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
  // Last: an index without all of its photos would be taken for a whole one.
  await writeAtomically(join(folder, indexName), JSON.stringify(index))
  return index
}

async function decodeOne(
  reference: PhotoReference,
  { size, fit, colourless }: PackOrder,
  imaging: Pool<ImagingContract>,
): Promise<
  { rgb: Uint8Array; fingerprint: string; colour: ColourKind } | Omit<Refusal, keyof PhotoReference>
> {
  try {
    const { rgb, colour, fingerprint } = await imaging.use((client) =>
      client.trainingPhoto({ picture: pictureOf(reference), size, fit }),
    )
    if (colour !== 'colour' && colourless === 'refused') return withoutColour(colour)
    return { rgb: rgb.data, fingerprint, colour }
  } catch (thrown) {
    const { kind, message } = toWireError(thrown)
    if (kind === 'cancelled' || kind === 'worker-start') throw thrown
    return { reason: kind === 'photos-unfit' ? 'small' : 'unreadable', message }
  }
}

/** What keeps a photo of one tone from training colours. */
export function withoutColour(colour: 'grey' | 'toned'): Omit<Refusal, keyof PhotoReference> {
  const message =
    colour === 'grey'
      ? 'It is black and white: there are no colours to learn.'
      : 'It has one tone (sepia or the like), not colours.'
  return { reason: colour, message }
}

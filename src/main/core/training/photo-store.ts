import { type FileHandle, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ImagingContract, PhotoFit } from '../../../shared/contract/imaging.ts'
import { TintypeError, toWireError } from '../../../shared/errors.ts'
import type { Pool } from '../../supervise/pool.ts'
import { findSources } from '../colorize/sources.ts'
import { asWriteError } from '../write-error.ts'

/** Photos decoded at the same time, per worker: enough that none waits for the disk. */
const ahead = 4
/** With fewer there is nothing to hold out and nothing to learn. */
const leastPhotos = 4
/** Refusals that an error spells out. */
const namedRefusals = 20

const sourceSchema = z.object({ path: z.string(), bytes: z.number(), modified: z.number() })
const indexSchema = z.object({
  format: z.literal('tintype-training-photos'),
  formatVersion: z.literal(1),
  size: z.int(),
  fit: z.string(),
  sources: z.array(sourceSchema),
  photos: z.array(z.object({ path: z.string(), fingerprint: z.string() })),
  refused: z.array(z.object({ path: z.string(), reason: z.string() })),
})
type Index = z.infer<typeof indexSchema>

/** A photo that training cannot use, and why. */
export type Refusal = Index['refused'][number]

export interface PhotoOrder {
  /** Folder that is searched, with all below it. */
  data: string
  /** Folder of the run, which is not searched. */
  output: string
  size: number
  fit: PhotoFit
}

/** Square photos as they are trained on, decoded once and kept in one file. */
export class PhotoStore {
  readonly size: number
  readonly photos: Index['photos']
  readonly refused: Refusal[]
  readonly #file: FileHandle

  private constructor({ size, photos, refused }: Index, file: FileHandle) {
    this.size = size
    this.photos = photos
    this.refused = refused
    this.#file = file
  }

  /**
   * Decodes every usable photo below `data` into `folder`, unless it holds the very same already.
   * @param onProgress told after each photo
   * Errors: `photos-unfit` when too few are in colour, naming those refused; `disk-full`; `cancelled`.
   */
  static async open(
    folder: string,
    order: PhotoOrder,
    imaging: Pool<ImagingContract>,
    onProgress: (done: number, total: number) => void = () => {},
    signal?: AbortSignal,
  ): Promise<PhotoStore> {
    const sources = await listSources(order)
    const ready = await readIndex(folder)
    const isSame =
      ready?.size === order.size &&
      ready.fit === order.fit &&
      JSON.stringify(ready.sources) === JSON.stringify(sources)
    const index = isSame ? ready : await decodeAll(folder, order, sources, imaging, onProgress, signal)
    if (index.photos.length < leastPhotos) throw tooFew(index)
    return new PhotoStore(index, await open(join(folder, 'photos.rgb'), 'r'))
  }

  /** 8-bit sRGB, `places.length x size x size x 3`. */
  async read(places: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = this.size * this.size * 3
    const photos = new Uint8Array(places.length * bytes)
    for (const [i, place] of places.entries()) {
      await this.#file.read(photos, i * bytes, bytes, place * bytes)
    }
    return photos
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

async function listSources({ data, output }: PhotoOrder): Promise<Index['sources']> {
  const { tasks } = await findSources([data], { recursive: true, output })
  return Promise.all(
    tasks.map(async ({ path }) => {
      const found = await stat(path).catch(() => undefined)
      return { path, bytes: found?.size ?? 0, modified: found?.mtimeMs ?? 0 }
    }),
  )
}

async function readIndex(folder: string): Promise<Index | undefined> {
  try {
    return indexSchema.parse(JSON.parse(await readFile(join(folder, 'photos.json'), 'utf8')))
  } catch {
    return undefined
  }
}

async function decodeAll(
  folder: string,
  { size, fit }: PhotoOrder,
  sources: Index['sources'],
  imaging: Pool<ImagingContract>,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal | undefined,
): Promise<Index> {
  const index: Index = {
    format: 'tintype-training-photos',
    formatVersion: 1,
    size,
    fit,
    sources,
    photos: [],
    refused: [],
  }
  await mkdir(folder, { recursive: true })
  const file = await open(join(folder, 'photos.rgb'), 'w')
  try {
    const window = ahead * imaging.size
    for (let first = 0; first < sources.length; first += window) {
      if (signal?.aborted) throw new TintypeError('cancelled', 'Stopped while the photos were read.')
      const part = sources.slice(first, first + window)
      const decoded = await Promise.all(part.map(({ path }) => decodeOne(path, size, fit, imaging)))
      for (const [i, found] of decoded.entries()) {
        const { path } = part[i]
        if ('reason' in found) index.refused.push({ path, reason: found.reason })
        else {
          await file.appendFile(found.rgb)
          index.photos.push({ path, fingerprint: found.fingerprint })
        }
        onProgress(first + i + 1, sources.length)
      }
    }
    await file.sync()
  } catch (thrown) {
    throw asWriteError(thrown, folder)
  } finally {
    await file.close()
  }
  // Last: an index without all of its photos would be taken for a whole one.
  await writeFile(join(folder, 'photos.json'), JSON.stringify(index), { flush: true })
  return index
}

async function decodeOne(
  picture: string,
  size: number,
  fit: PhotoFit,
  imaging: Pool<ImagingContract>,
): Promise<{ rgb: Uint8Array; fingerprint: string } | { reason: string }> {
  try {
    const { rgb, colour, fingerprint } = await imaging.use((client) =>
      client.trainingPhoto({ picture, size, fit }),
    )
    if (colour === 'grey') return { reason: 'It is black and white: there are no colours to learn.' }
    if (colour === 'toned') return { reason: 'It has one tone (sepia or the like), not colours.' }
    return { rgb: rgb.data, fingerprint }
  } catch (thrown) {
    const { kind, message } = toWireError(thrown)
    if (kind === 'cancelled' || kind === 'worker-start') throw thrown
    return { reason: message }
  }
}

function tooFew({ photos, refused }: Index): TintypeError {
  const named = refused.slice(0, namedRefusals).map(({ path, reason }) => ` ${path}: ${reason}`)
  const more = refused.length - named.length
  return new TintypeError(
    'photos-unfit',
    `Training needs at least ${leastPhotos} photographs in colour; here ${photos.length === 1 ? 'is' : 'are'} ${photos.length}.` +
      `${named.join('')}${more > 0 ? ` And ${more} more.` : ''}`,
    { details: { refused } },
  )
}

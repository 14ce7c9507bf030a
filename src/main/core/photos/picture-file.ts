import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImagingContract, PhotoDescription } from '../../../shared/contract/imaging.ts'
import { hasTrait, TintypeError, toWireError, type WireError } from '../../../shared/errors.ts'
import { notFound } from '../../../shared/not-found.ts'
import type { Pool } from '../../transport/pool.ts'
import { isInside } from '../files/is-inside.ts'
import type { FoundFile, FoundPage, Library, PhotoInfo } from '../library/index.ts'
import { pictureOf } from '../workers/picture-of.ts'
import { takenOf } from './date-in-name.ts'

/** A file that was read: what to enter, and whether Tintype made it. */
export interface ReadFile {
  file: FoundFile & { hash: string }
  /** Of its photographs, in order; none of one that cannot be read. */
  thumbnails: (Uint8Array<ArrayBuffer> | undefined)[]
  isResult: boolean
}

/**
 * Reads everything the library keeps of a file: each of its photographs. One that cannot be read does not cost the
 * others, but for the first, which stands for the file. @throws `file-*`, `picture-*`, `cancelled`.
 */
export async function readFile(
  { path, acceptDamaged = false }: { path: string; acceptDamaged?: boolean },
  imaging: Pool<ImagingContract>,
  originals: string,
  signal?: AbortSignal,
): Promise<ReadFile> {
  const stats = await stat(path).catch((cause) => {
    throw notFound(path, cause)
  })
  const read = fileInfo(path, stats, originals)
  const describe = (page: number): Promise<PhotoDescription> =>
    imaging.use((client) =>
      // One hash for all pages of a file.
      client.describePhoto({ picture: pictureOf({ path, acceptDamaged, page }), identify: page === 0 }),
    )
  const first = await describe(0)
  const pages: FoundPage[] = [photoInfo(first, path)]
  const thumbnails: ReadFile['thumbnails'] = [first.thumbnail]
  for (let page = 1; page < first.pages; page++) {
    signal?.throwIfAborted()
    const described = await describe(page).catch(badPage)
    const isRead = !('error' in described)
    pages.push(isRead ? photoInfo(described, path) : described)
    thumbnails.push(isRead ? described.thumbnail : undefined)
  }
  signal?.throwIfAborted()
  if (!first.file) throw new TintypeError('internal', `${path} was read without its hash.`)
  const { hash, bytes, modified } = first.file
  // The size and the thumbnail of one picture under the hash of another would stay for good.
  for (const known of [{ path, bytes, modified }, read]) await requireUnchanged(known, 'read')
  return {
    file: { ...read, hash, pages },
    thumbnails,
    isResult: first.provenance !== undefined,
  }
}

/** A page that cannot be read, where that is its own fault. */
function badPage(thrown: unknown): { error: WireError } {
  const error = toWireError(thrown)
  if (!hasTrait(error.kind, 'badFile')) throw thrown
  return { error }
}

/** Whether the library holds this very file, all of its pages, read without error and not changed since. */
export async function isKnown(library: Library, path: string): Promise<boolean> {
  const photos = library.photos.filesByPath(path)
  const [first] = photos
  if (!first || first.pages === null) return false
  if (photos.every(({ removed }) => removed) || photos.some(({ state }) => state === 'bad')) return false
  return isUnchanged(first)
}

/** Whether a file still has the size and time of when it was read. */
export async function isUnchanged(known: {
  path: string
  bytes: number
  modified: number
}): Promise<boolean> {
  const stats = await stat(known.path).catch(() => undefined)
  return stats?.size === known.bytes && Math.floor(stats.mtimeMs) === known.modified
}

/**
 * For what is made of a file, or kept of it, right before that counts.
 * @param during what was done with it meanwhile, in a word
 * @throws `file-unreadable` when the file is another one by now
 */
export async function requireUnchanged(
  known: Parameters<typeof isUnchanged>[0],
  during: 'read' | 'coloured' | 'exported',
): Promise<void> {
  if (await isUnchanged(known)) return
  throw new TintypeError('file-unreadable', `${known.path} was written to while it was ${during}.`)
}

/** Lists a file that cannot be read among the photos, so that it can be tried again. */
export function enterBadFile(library: Library, path: string, error: WireError, root?: string): number {
  const unread = { path, bytes: 0, modified: 0, hash: null, error }
  const [entered] = library.intake.enter([unread], root === undefined ? {} : { root })
  if (!entered) throw new TintypeError('internal', `${path} was not entered.`)
  return entered.id
}

function fileInfo(path: string, { size, mtimeMs }: { size: number; mtimeMs: number }, originals: string) {
  return { path, bytes: size, modified: Math.floor(mtimeMs), copied: isInside(path, originals) }
}

function photoInfo(description: PhotoDescription, path: string): PhotoInfo {
  const { format, width, height, depth, orientation, colour, camera, caption, keywords, remarks } =
    description
  return {
    ...{ format, width, height, depth, orientation, colour, camera, caption, keywords, remarks },
    taken: takenOf(description.taken, basename(path)),
  }
}

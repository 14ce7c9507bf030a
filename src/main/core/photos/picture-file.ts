import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImagingContract, PhotoDescription } from '../../../shared/contract/imaging.ts'
import { type ErrorKind, TintypeError, type WireError } from '../../../shared/errors.ts'
import { notFound } from '../../../shared/not-found.ts'
import type { Pool } from '../../transport/pool.ts'
import { isInside } from '../files/is-inside.ts'
import type { FoundFile, Library, PhotoFacts } from '../library/index.ts'
import { pictureOf } from '../workers/picture-of.ts'
import { takenOf } from './date-in-name.ts'

/** A picture that was read: what to enter, its thumbnail, and whether Tintype made it. */
export interface ReadPicture {
  file: FoundFile
  thumbnail: Uint8Array<ArrayBuffer>
  isResult: boolean
}

/** Reads everything the library keeps of a picture. Errors: `file-*`, `picture-*`, `cancelled`. */
export async function readPicture(
  { path, acceptDamaged = false }: { path: string; acceptDamaged?: boolean },
  imaging: Pool<ImagingContract>,
  originals: string,
  signal?: AbortSignal,
): Promise<ReadPicture> {
  const facts = await stat(path).catch((cause) => {
    throw notFound(path, cause)
  })
  const read = fileFacts(path, facts, originals)
  const description = await imaging.use((client) =>
    client.describePhoto({ picture: pictureOf({ path, acceptDamaged }) }),
  )
  signal?.throwIfAborted()
  const { hash, bytes, modified } = description.file
  // The size and the thumbnail of one picture under the hash of another would stay for good.
  if (bytes !== read.bytes || modified !== read.modified || !(await isUnchanged(read))) {
    throw new TintypeError('file-unreadable', `${path} was written to while it was read.`)
  }
  return {
    file: { ...read, hash, pages: [photoFacts(description, path)] },
    thumbnail: description.thumbnail,
    isResult: description.note !== undefined,
  }
}

/** Whether the library holds this very file, read without error and not changed since. */
export async function isKnown(library: Library, path: string): Promise<boolean> {
  const known = library.photos.fileByPath(path)
  if (!known || known.removed || known.state === 'bad') return false
  return isUnchanged(known)
}

/** Whether a file still has the size and time of when it was read. */
export async function isUnchanged(known: {
  path: string
  bytes: number
  modified: number
}): Promise<boolean> {
  const facts = await stat(known.path).catch(() => undefined)
  return facts?.size === known.bytes && Math.floor(facts.mtimeMs) === known.modified
}

/** Failures that are the file's own, so that it is listed as bad until it can be read. */
const fileIsBad: ReadonlySet<ErrorKind> = new Set([
  ...(['file-unreadable', 'file-empty', 'file-misnamed'] as const),
  ...(['picture-unknown', 'picture-unsupported', 'picture-damaged'] as const),
  ...(['picture-too-large', 'side-data-too-large'] as const),
  ...(['worker-crashed', 'worker-hung', 'out-of-memory'] as const),
])

export function isBadFile({ kind }: WireError): boolean {
  return fileIsBad.has(kind)
}

/** Lists a file that cannot be read among the photos, so that it can be tried again. */
export function enterBadFile(library: Library, path: string, error: WireError, root?: string): number {
  const unread = { path, bytes: 0, modified: 0, hash: null, error }
  const [entered] = library.intake.enter([unread], root === undefined ? {} : { root })
  if (!entered) throw new TintypeError('internal', `${path} was not entered.`)
  return entered.id
}

function fileFacts(path: string, { size, mtimeMs }: { size: number; mtimeMs: number }, originals: string) {
  return { path, bytes: size, modified: Math.floor(mtimeMs), copied: isInside(path, originals) }
}

function photoFacts(description: PhotoDescription, path: string): PhotoFacts {
  const { format, width, height, depth, orientation, colour, camera, caption, remarks } = description
  return {
    ...{ format, width, height, depth, orientation, colour, camera, caption, remarks },
    taken: takenOf(description.taken, basename(path)),
  }
}

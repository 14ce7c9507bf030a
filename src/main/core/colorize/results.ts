import { readdir } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { OutputFormat, PictureFacts, ResultNote } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { partSuffix } from '../../../shared/part-suffix.ts'

/** File name ending of each format. */
export const extensions: Record<OutputFormat, string> = { jpeg: 'jpg', png: 'png', tiff: 'tif', webp: 'webp' }

/** Temporary name beside the final one, on the same file system; it names its writer. */
export function temporaryPath(folder: string, job: number): string {
  return join(folder, `.${process.pid}-${job}${partSuffix}`)
}

/** Process that wrote a temporary file of ours, `undefined` for any other file. */
export function writerOf(name: string): number | undefined {
  const match = name.endsWith(partSuffix) && /^\.(\d+)-/.exec(name)
  return match ? Number(match[1]) : undefined
}

/**
 * The result for `note` among `stem.ext`, `stem-2.ext`, ... in `folder`, whichever of them are left,
 * known by the note inside the file, so that renamed settings, moved folders and lost caches do no harm.
 * Errors: `output-unwritable` when the folder is gone.
 */
export async function findResult(
  folder: string,
  name: { stem: string; extension: string },
  note: Pick<ResultNote, 'source' | 'recipe'>,
  inspect: (path: string) => Promise<PictureFacts>,
): Promise<string | undefined> {
  const [stem, ending] = [comparable(name.stem), comparable(`.${name.extension}`)]
  const files = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new TintypeError('output-unwritable', `The folder ${folder} cannot be read (${cause.code}).`, {
      cause,
    })
  })
  for (const file of files) {
    const candidate = comparable(file)
    if (!candidate.startsWith(stem) || !candidate.endsWith(ending)) continue
    if (!/^(-\d+)?$/.test(candidate.slice(stem.length, -ending.length))) continue
    const path = join(folder, file)
    const facts = await inspect(path).catch(() => undefined)
    if (facts?.note?.source === note.source && facts.note.recipe === note.recipe) return path
  }
  return undefined
}

/** Some disks change the capitals or the accents' form of a name that they are given. */
function comparable(name: string): string {
  return name.normalize().toLowerCase()
}

/** File name without folder and ending. */
export function stemOf(path: string): string {
  return parse(path).name
}

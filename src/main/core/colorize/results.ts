import { access } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { OutputFormat, PictureFacts, ResultNote } from '../../../shared/contract/imaging.ts'

/** File name ending of each format. */
export const extensions: Record<OutputFormat, string> = { jpeg: 'jpg', png: 'png', tiff: 'tif', webp: 'webp' }

const partSuffix = '.tintype-part'

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
 * The result for `note` among `stem.ext`, `stem-2.ext`, ... in `folder`, known by the note inside the
 * file, so that renamed settings, moved folders and lost caches do no harm.
 */
export async function findResult(
  folder: string,
  name: { stem: string; extension: string },
  note: Pick<ResultNote, 'source' | 'recipe'>,
  inspect: (path: string) => Promise<PictureFacts>,
): Promise<string | undefined> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name.stem}${number === 1 ? '' : `-${number}`}.${name.extension}`)
    const there = await access(path).then(
      () => true,
      () => false,
    )
    if (!there) return undefined
    const facts = await inspect(path).catch(() => undefined)
    if (facts?.note?.source === note.source && facts.note.recipe === note.recipe) return path
  }
}

/** File name without folder and ending. */
export function stemOf(path: string): string {
  return parse(path).name
}

import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findSources } from '../files/sources.ts'

/** A file to import, and the folder that the user named if it was found in one. */
export interface Found {
  path: string
  root?: string
}

export interface FoundFiles {
  files: Found[]
  /** Files in folders that are no pictures by their name, counted by ending. */
  leftOut: Record<string, number>
}

/**
 * Turns what the user dropped or chose into files: folders with all that is in them, each file once.
 * What does not exist comes back too, so that it is reported like any bad file.
 * @param library the library's own folder, which is not searched
 * @param signal ends the search
 */
export async function findFiles(paths: string[], library: string, signal: AbortSignal): Promise<FoundFiles> {
  const found = new Map<string, Found>()
  const leftOut: Record<string, number> = {}
  for (const named of paths) {
    const root = resolve(named)
    const isFolder = (await stat(root).catch(() => undefined))?.isDirectory() ?? false
    const { files, ignored } = isFolder
      ? await findSources([root], { recursive: true, output: library, signal })
      : { files: [{ path: root }], ignored: {} }
    for (const [ending, count] of Object.entries(ignored)) leftOut[ending] = (leftOut[ending] ?? 0) + count
    for (const { path } of files) {
      if (!found.has(path)) found.set(path, { path, ...(isFolder && { root }) })
    }
  }
  return { files: [...found.values()], leftOut }
}

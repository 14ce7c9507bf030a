import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findSources } from '../colorize/sources.ts'

/** A file to import, and the folder that the user named if it was found in one. */
export interface Found {
  path: string
  root?: string
}

/**
 * Turns what the user dropped or chose into files: folders with all that is in them, each file once.
 * What does not exist comes back too, so that it is reported like any bad file.
 * @param library the library's own folder, which is not searched
 */
export async function findFiles(paths: string[], library: string): Promise<Found[]> {
  const found = new Map<string, Found>()
  for (const named of paths) {
    const root = resolve(named)
    const isFolder = (await stat(root).catch(() => undefined))?.isDirectory() ?? false
    const { tasks } = isFolder
      ? await findSources([root], { recursive: true, output: library })
      : { tasks: [{ path: root }] }
    for (const { path } of tasks) {
      if (!found.has(path)) found.set(path, { path, ...(isFolder && { root }) })
    }
  }
  return [...found.values()]
}

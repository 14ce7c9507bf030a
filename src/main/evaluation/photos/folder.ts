import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isPictureName } from '../../../shared/picture-names.ts'
import type { PhotoSource } from './photo.ts'

/** Pictures in a folder and below it, known by their extension; hidden files are left out. */
export function folderSource(folder: string): PhotoSource {
  const names = async (): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && isPictureName(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .sort()
  }
  return {
    names,
    async *read(wanted) {
      for (const name of await names()) {
        if (wanted.has(name)) yield { name, picture: join(folder, name) }
      }
    },
  }
}

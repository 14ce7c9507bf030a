import { readFile, stat } from 'node:fs/promises'

/** Far above any description of a model; what is larger is something else. */
const limit = 2 ** 20

/**
 * The text of a small file. @throws Node's own, and one for what is no file, where reading might never
 * end (a pipe, a device), or far too large.
 */
export async function readText(path: string): Promise<string> {
  const stats = await stat(path)
  if (!stats.isFile()) throw new Error(`${path} is no file.`)
  if (stats.size > limit) throw new Error(`${path} has ${stats.size} bytes: too many for a description.`)
  return readFile(path, 'utf8')
}

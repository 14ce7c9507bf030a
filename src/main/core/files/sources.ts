import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { SourceFile } from '../../../shared/contract/colorize.ts'
import { isPictureName } from '../../../shared/picture-names.ts'

export interface Sources {
  files: SourceFile[]
  /** Files in folders that are no pictures by their name, counted by ending in lower case, such as `.db`. */
  ignored: Record<string, number>
}

interface SearchOptions {
  recursive: boolean
  output: string
  signal?: AbortSignal | undefined
}

const naturalOrder = new Intl.Collator('en', { numeric: true }).compare

/**
 * Turns what the user named into files, in natural order, each path once.
 * Names that do not exist come back too, so that the batch reports them like any bad file.
 * @param output this folder is not searched, though it may lie inside a given one
 * @param signal ends the search; what was found until then comes back
 */
export async function findSources(inputs: string[], options: SearchOptions): Promise<Sources> {
  const found: Sources = { files: [], ignored: {} }
  const output = await realpath(options.output).catch(() => resolve(options.output))
  for (const input of inputs) {
    const path = resolve(input)
    const kind = await stat(path).catch(() => undefined)
    if (kind?.isDirectory()) {
      await walk(path, path, { ...options, output }, found)
    } else if (!kind && isDynamicPattern(input)) {
      const matches = await matchesOf(input)
      const base = globBase(input)
      for (const match of matches) {
        found.files.push({ path: match, subfolder: relative(base, dirname(match)), named: true })
      }
      if (matches.length === 0) found.files.push({ path, subfolder: '', named: true })
    } else {
      found.files.push({ path, subfolder: '', named: true })
    }
  }
  const seen = new Set<string>()
  found.files = found.files.filter(({ path }) => !seen.has(path) && seen.add(path))
  return found
}

/** Links to folders may lead in circles: what is reached by one is left out where it was reached otherwise. */
async function matchesOf(pattern: string): Promise<string[]> {
  const matches = await glob(pattern, { absolute: true, expandDirectories: false })
  const byRealPath = new Map<string, string>()
  // The shortest way first, which is the one without a circle.
  for (const match of matches.map((path) => resolve(path)).sort((a, b) => a.length - b.length)) {
    const folder = await realpath(dirname(match)).catch(() => dirname(match))
    const realPath = join(folder, basename(match))
    if (!byRealPath.has(realPath)) byRealPath.set(realPath, match)
  }
  return [...byRealPath.values()].sort(naturalOrder)
}

/** The folder above the first part of a pattern that holds a wildcard. */
function globBase(pattern: string): string {
  const parts = pattern.split(/[\\/]/)
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => isDynamicPattern(part)),
  )
  return resolve(fixed.join(sep) || (pattern.startsWith('/') ? '/' : '.'))
}

async function walk(root: string, folder: string, options: SearchOptions, found: Sources): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined)
  if (!entries) {
    // Unreadable: goes on record as a failure instead of vanishing.
    found.files.push({ path: folder, subfolder: relative(root, dirname(folder)), named: false })
    return
  }
  for (const entry of entries.sort((a, b) => naturalOrder(a.name, b.name))) {
    if (options.signal?.aborted) return
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) {
      if (options.recursive && (await realpath(path).catch(() => path)) !== options.output) {
        await walk(root, path, options, found)
      }
    } else if (isPictureName(entry.name) && (await isFile(entry, path))) {
      found.files.push({ path, subfolder: relative(root, folder), named: false })
    } else {
      const ending = extname(entry.name).toLowerCase()
      // Sidecars are read with their photos.
      if (ending === '.xmp') continue
      found.ignored[ending] = (found.ignored[ending] ?? 0) + 1
    }
  }
}

/** A file, or a link to one; links to folders are not followed, since they may lead in circles. */
async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile()
  return (await stat(path).catch(() => undefined))?.isFile() ?? true
}

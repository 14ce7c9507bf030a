import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { TintypeError } from '../../shared/errors.ts'

/** The only kinds of file a page is made of. */
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

export interface PageFile {
  path: string
  type: string
  /** Named by its content (the build does so below `assets/`), so it may be kept for ever. */
  immutable: boolean
}

/**
 * Every file of the built user interface by its address. Only what stands in this list is served, so
 * no address, however written, leads out of `root`; links and unknown types are left out.
 * Errors: `file-not-found` when nothing is built.
 */
export async function listPages(root: string): Promise<Map<string, PageFile>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const pages = new Map<string, PageFile>()
  for (const entry of entries) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const path = join(entry.parentPath, entry.name)
    const address = `/${relative(root, path).split(sep).join('/')}`
    pages.set(address, { path, type, immutable: address.startsWith('/assets/') })
  }
  const index = pages.get('/index.html')
  if (!index) {
    throw new TintypeError(
      'file-not-found',
      `The user interface is not in ${root}. In a clone of Tintype, "npm run build" makes it.`,
    )
  }
  return pages.set('/', index)
}

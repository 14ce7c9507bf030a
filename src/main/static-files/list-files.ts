import { extname, join } from 'node:path'
import { glob } from 'tinyglobby'
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

export interface StaticFile {
  path: string
  type: string
  /** Named by its content (the build does so below `assets/`), so it may be kept for ever. */
  immutable: boolean
}

/**
 * Every file of the built user interface by its address. Only what stands in this list is served, so
 * no address, however written, leads out of `root`; links to folders and unknown types are left out.
 * @throws `file-not-found` when nothing is built.
 */
export async function listStaticFiles(root: string): Promise<Map<string, StaticFile>> {
  const names = await glob('**', { cwd: root, followSymbolicLinks: false })
  const files = new Map<string, StaticFile>()
  for (const name of names) {
    const type = types[extname(name)]
    if (!type) continue
    files.set(`/${name}`, { path: join(root, name), type, immutable: name.startsWith('assets/') })
  }
  const index = files.get('/index.html')
  if (!index) {
    throw new TintypeError(
      'file-not-found',
      `The user interface is not in ${root}. In a clone of Tintype, "npm run build" makes it.`,
    )
  }
  return files.set('/', index)
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import open from 'open'

/** How long a browser may take to read the page that leads to the host. */
const lifetime = 20_000

/**
 * Opens the user's browser at `url` by way of a file that only the user can read: a command line, which
 * every user of the computer sees, must not hold the token.
 */
export async function openInBrowser(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tintype-'))
  const page = join(folder, 'open.html')
  await writeFile(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${url}">`, { mode: 0o600 })
  try {
    await open(pathToFileURL(page).href)
  } catch {
    // No browser here; the address stands on the terminal.
  }
  void sleep(lifetime, undefined, { ref: false }).then(() => rm(folder, { recursive: true, force: true }))
}

import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { app } from 'electron'

/**
 * Paths on a command line: what was opened with Tintype or dropped on its icon (Windows and Linux).
 * Options and what does not exist are left out.
 * @param packaged an installed app is the first word; in a clone the second word names the app
 */
export function pathsOf(argv: string[], folder: string, packaged: boolean): string[] {
  return (
    argv
      .filter((word) => word !== '' && !word.startsWith('-'))
      // After the options are gone: Chromium hands them on in an order of its own.
      .slice(packaged ? 1 : 2)
      .map((word) => (isAbsolute(word) ? word : resolve(folder, word)))
      .filter((path) => existsSync(path))
  )
}

/**
 * What a command line says of a library that cannot be opened, as options of core: `--start-empty`,
 * `--restore=<backup>`.
 */
export function wishOf(argv: string[]): string[] {
  return argv.filter((word) => word === '--start-empty' || word.startsWith('--restore='))
}

/** Collects the paths that the system hands over, also before there is a page to take them. */
export class OpenedPaths {
  readonly #send: (paths: string[]) => void
  #waiting: string[] = []
  #listening = false

  /** @param send hands paths to the page */
  constructor(send: (paths: string[]) => void) {
    this.#send = send
  }

  add(paths: string[]): void {
    if (paths.length === 0) return
    if (this.#listening) this.#send(paths)
    else this.#waiting.push(...paths)
  }

  /** The page listens from now on. */
  listen(): void {
    this.#listening = true
    this.add(this.#waiting.splice(0))
  }

  /** The page is gone, or loaded anew. */
  pause(): void {
    this.#listening = false
  }
}

/**
 * One Tintype at a time: a second start hands its paths to the first and ends.
 * @returns whether this is the first
 */
export function setupSingleInstance(opened: OpenedPaths, show: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', (_event, argv, folder) => {
    show()
    opened.add(pathsOf(argv, folder, app.isPackaged))
  })
  // The mac's way; it may come before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    opened.add([path])
  })
  opened.add(pathsOf(process.argv, process.cwd(), app.isPackaged))
  return true
}

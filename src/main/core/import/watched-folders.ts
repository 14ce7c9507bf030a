import { basename } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { isPictureName } from '../../../shared/picture-names.ts'
import type { AppEventHub } from '../events.ts'
import type { BatchStarter } from '../jobs/batch-starter.ts'
import type { Library } from '../library/index.ts'
import { isKnown } from '../photos/picture-file.ts'

/** Files are gathered this long before an import begins, ms. */
const gather = 1500
/** A file counts as complete when its size has not changed for this long, ms. */
const settled = 1000

interface WatchedContext {
  library: Library
  events: AppEventHub
}

/** Imports what comes into folders that the user asked to be watched, and what came while nobody watched. */
export class WatchedFolders {
  readonly #context: WatchedContext
  readonly #batches: BatchStarter
  readonly #watchers = new Map<string, FSWatcher>()
  #found = new Map<string, Set<string>>()
  #timer: NodeJS.Timeout | undefined

  constructor(context: WatchedContext, batches: BatchStarter) {
    this.#context = context
    this.#batches = batches
  }

  /** Watches the folders that the library says are watched, and no others. */
  follow(): void {
    const watched = this.#context.library.folders.list().filter((folder) => folder.watched)
    const paths = new Set(watched.map(({ path }) => path))
    for (const path of this.#watchers.keys()) if (!paths.has(path)) this.#remove(path)
    for (const path of paths) if (!this.#watchers.has(path)) this.#watch(path)
  }

  #watch(folder: string): void {
    const watcher = watch(folder, {
      awaitWriteFinish: { stabilityThreshold: settled, pollInterval: settled / 4 },
      ignored: (path, stats) => stats?.isFile() === true && !isPictureName(basename(path)),
      followSymlinks: false,
    })
    watcher.on('add', (path) => this.#add(folder, path))
    watcher.on('error', (thrown) => this.#context.events.notice(thrown))
    this.#watchers.set(folder, watcher)
  }

  #remove(folder: string): void {
    void this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()))
  }

  #add(folder: string, path: string): void {
    const files = this.#found.get(folder) ?? new Set()
    this.#found.set(folder, files.add(path))
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#import(), gather)
  }

  async #import(): Promise<void> {
    const found = this.#found
    this.#found = new Map()
    for (const [folder, files] of found) {
      const paths: string[] = []
      for (const path of files) if (!(await isKnown(this.#context.library, path))) paths.push(path)
      if (paths.length > 0) this.#batches.startImport(basename(folder), { paths })
    }
  }
}

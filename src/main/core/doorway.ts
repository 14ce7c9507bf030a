import { type AppContract, appContract } from '../../shared/contract/app.ts'
import type { AppEventListener, AppServer } from '../../shared/contract/app-server.ts'
import type { LibraryOpening, OpeningWish } from '../../shared/contract/opening.ts'
import { type ErrorKind, TintypeError, toWireError } from '../../shared/errors.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import { levelOf, logged } from '../log/answering.ts'
import { log } from '../log/log.ts'
import { type OpenAppOptions, openApp } from './app.ts'
import { saveReport } from './doctor/handlers.ts'
import { defaultLibrary } from './files/paths.ts'
import { inspectBackups } from './library/inspect-backups.ts'

/** Where another database in its place would help. */
const replaceable: readonly ErrorKind[] = ['library-damaged', 'library-from-future']

/**
 * Opens a library as `openApp` does. Where that fails, the app comes up nevertheless: it says why, and offers what the
 * user can do about it; every other call fails with the reason until the library is open.
 */
export async function openDoorway(options: OpenAppOptions = {}): Promise<AppServer> {
  const doorway = new Doorway(options)
  await doorway.open(options)
  return doorway.server
}

class Doorway {
  readonly #options: OpenAppOptions
  readonly #folder: string
  readonly #listeners = new Set<AppEventListener>()
  #app: AppServer | undefined
  #refused: Omit<LibraryOpening, 'folder'> | undefined
  #opening: Promise<void> | undefined

  constructor(options: OpenAppOptions) {
    this.#options = options
    this.#folder = options.library ?? defaultLibrary
  }

  /** What is asked for while it is being opened waits for that, and is done with. Never rejects. */
  open(wish: OpeningWish): Promise<void> {
    this.#opening ??= this.#open(wish).finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  get server(): AppServer {
    const now = (): AppServer => this.#required()
    const delegated = Object.keys(appContract).map((name) => {
      const handler = async (args: never) => now().handlers[name as keyof AppContract](args)
      return [name, handler]
    })
    return {
      around: logged,
      handlers: {
        ...(Object.fromEntries(delegated) as Handlers<AppContract>),
        'report.save': async (args) =>
          this.#app ? this.#app.handlers['report.save'](args) : saveReport(args.folder),
        'opening.state': () => this.#state(),
        'opening.try': async (wish) => {
          await this.open(wish)
          return this.#state()
        },
      },
      events: {
        subscribe: (listener) => {
          this.#listeners.add(listener)
          return () => void this.#listeners.delete(listener)
        },
      },
      resource: (request) =>
        logged({ name: 'resource', trace: undefined }, async () => now().resource(request)),
      uploads: {
        get folder() {
          return now().uploads.folder
        },
        hold: (path) => now().uploads.hold(path),
      },
      close: async () => {
        await this.#opening
        const app = this.#app
        this.#app = undefined
        await app?.close()
        log.info('The library is closed.')
      },
    }
  }

  async #open({ startEmpty, restore }: OpeningWish): Promise<void> {
    if (this.#app) return
    try {
      const app = await openApp({ ...this.#options, startEmpty, restore })
      app.events.subscribe((name, payload) => this.#tell(name, payload))
      this.#app = app
      log.info({ folder: this.#folder }, 'The library is open.')
      this.#refused = undefined
    } catch (thrown) {
      log[levelOf(thrown)]({ err: thrown }, 'The library cannot be opened.')
      const error = toWireError(thrown)
      const isOfBackup = restore !== undefined
      // A backup that could not be used says nothing of the library itself: what was offered still is.
      const canStartEmpty = isOfBackup
        ? (this.#refused?.canStartEmpty ?? false)
        : replaceable.includes(error.kind)
      const backups = canStartEmpty || isOfBackup ? await inspectBackups(this.#folder).catch(() => []) : []
      this.#refused = { error, backups, canStartEmpty }
    }
    this.#tell('opening.changed', this.#state())
  }

  #state(): LibraryOpening {
    const open = { error: null, backups: [], canStartEmpty: false }
    return { folder: this.#folder, ...(this.#refused ?? open) }
  }

  #required(): AppServer {
    if (this.#app) return this.#app
    const { kind, message } = this.#refused?.error ?? {
      kind: 'cancelled',
      message: 'The library is not open.',
    }
    throw new TintypeError(kind, message)
  }

  #tell: AppEventListener = (name, payload) => {
    for (const listener of this.#listeners) listener(name, payload)
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openLibrary } from '../../../src/main/core/library/index.ts'
import { settingsSchema } from '../../../src/shared/contract/library.ts'

const tintype = fileURLToPath(new URL('../../../bin/tintype.js', import.meta.url))

/** Engine that computes here: what a user would get, unless the environment names one. */
const engine = settingsSchema.shape.engine.parse(process.env.TINTYPE_E2E_ENGINE)

export interface Served {
  /** The printed address, with the token. */
  url: string
  origin: string
  /** What it said beside its address. */
  told: () => string
  /** Ends the program as Ctrl-C does; answers its exit code. */
  stop: () => Promise<number | null>
  /** Ends the program as a power cut does. */
  kill: () => Promise<void>
}

/** A folder of its own for one test: the library in it, and all that belongs to the user. */
export class Place {
  readonly folder: string
  readonly library: string
  readonly #running = new Set<ChildProcess>()

  private constructor(folder: string) {
    this.folder = folder
    this.library = join(folder, 'library')
  }

  static async make(): Promise<Place> {
    const place = new Place(await mkdtemp(join(tmpdir(), 'tintype-e2e-')))
    const library = await openLibrary(place.library)
    library.settings.change({ engine })
    await library.close()
    return place
  }

  /** Starts the real program on the library, with further words; answers when it has printed its address. */
  async serve(...words: string[]): Promise<Served> {
    const child = spawn(process.execPath, [tintype, 'serve', '--library', this.library, ...words], {
      env: { ...process.env, TINTYPE_HOME: join(this.folder, 'home') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#running.add(child)
    const exited = once(child, 'close').then(([code]) => {
      this.#running.delete(child)
      return code as number | null
    })
    let told = ''
    child.stderr!.setEncoding('utf8').on('data', (text) => {
      told += text
    })
    const url = await addressOf(child)
    const end = (signal: NodeJS.Signals) => {
      child.kill(signal)
      return exited
    }
    return {
      url,
      origin: new URL(url).origin,
      told: () => told,
      stop: () => end('SIGINT'),
      kill: async () => void (await end('SIGKILL')),
    }
  }

  /** Writes a file beside the library; answers its path. */
  async write(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(this.folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    return path
  }

  async remove(): Promise<void> {
    const running = [...this.#running].map(async (child) => {
      child.kill('SIGKILL')
      await once(child, 'close')
    })
    await Promise.all(running)
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** The first line that the program prints. @throws what it said instead. */
function addressOf({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    stdout!.setEncoding('utf8').on('data', (text) => {
      said += text
      const address = /^http:\S+$/m.exec(said)?.[0]
      if (address && said.includes('\n')) resolve(address)
    })
    stderr!.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    stdout!.once('close', () => reject(new Error(`"tintype serve" ended without an address: ${said}`)))
  })
}

import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'

export const logName = 'tintype.log'
const fileSize = '2M'
/** Files beside the current one, `tintype.log.1` the youngest of them: with it 10 MB at most. */
export const formerFiles = 4
/** After a disk was full or a folder gone, the next try waits so long, ms. */
const pause = 60_000

/**
 * The log on the disk. Several programs may write to it at the same time: each line is appended whole. That it cannot
 * be written never keeps anything from its work.
 */
export class LogFile {
  readonly #folder: string
  readonly #pending = new Set<{ line: string }>()
  #stream: RotatingFileStream | undefined
  #failedAt = Number.NEGATIVE_INFINITY

  constructor(folder: string) {
    this.#folder = folder
    process.on('exit', () => this.#flush())
  }

  write(line: string): void {
    if (performance.now() - this.#failedAt < pause) return
    const entry = { line }
    this.#pending.add(entry)
    this.#stream ??= this.#open()
    this.#stream.write(line, () => this.#pending.delete(entry))
  }

  #open(): RotatingFileStream {
    // For this user's eyes: it names their files.
    const options = { path: this.#folder, size: fileSize, rotate: formerFiles, mode: 0o600 }
    const stream = createStream(logName, options)
    stream.on('error', () => {
      this.#failedAt = performance.now()
      this.#pending.clear()
      this.#stream = undefined
    })
    return stream
  }

  /** The last words of a process that ends at once: nothing asynchronous happens any more. */
  #flush(): void {
    const lines = [...this.#pending].map(({ line }) => line).join('')
    try {
      if (!lines) return
      mkdirSync(this.#folder, { recursive: true })
      appendFileSync(join(this.#folder, logName), lines, { mode: 0o600 })
    } catch {
      // A full disk or a folder that is gone.
    }
  }
}

import { plainly } from '../../shared/rpc/answer.ts'
import { errorInfo } from '../log/error-info.ts'
import type { WorkerLog } from '../transport/worker.ts'

/** Lines kept while there is no core; the first of them say most. */
const mostHeld = 200

/**
 * What the shell has to say for the log. Core writes it: lines are handed on in the form of the log, and wait
 * where core does not run. The shell is bundled for Node versions that the log's library does not know.
 */
export class ShellLog {
  #held: string[] = []
  #send: ((lines: string[]) => Promise<unknown>) | undefined

  tell(level: 'info' | 'warn' | 'error', msg: string, fields: { err?: unknown; detail?: string } = {}): void {
    const { err, detail } = fields
    const line = JSON.stringify({
      level,
      time: new Date().toISOString(),
      pid: process.pid,
      process: 'shell',
      ...(detail !== undefined && { detail }),
      ...(err !== undefined && { err: errorInfo(err) }),
      msg,
    })
    if (this.#held.length < mostHeld) this.#held.push(line)
    void this.#flush()
  }

  /** Core takes lines from now on, or, with nothing, no more. */
  handTo(send?: (lines: string[]) => Promise<unknown>): void {
    this.#send = send
    void this.#flush()
  }

  /** What becomes of core. */
  readonly ofCore: WorkerLog = {
    // Core writes its log itself: what it says on stderr are its last words.
    line: () => false,
    started: () => this.tell('info', 'Core was started.'),
    ended: (_name, _pid, { kind, detail }, words) =>
      kind === 'stopped'
        ? this.tell('info', 'Core was stopped.')
        : this.tell('error', 'Core died.', { detail: `${kind}, ${detail}\n${words}`.trim() }),
    trace: () => undefined,
    around: plainly,
  }

  async #flush(): Promise<void> {
    if (!this.#send || this.#held.length === 0) return
    const lines = this.#held.splice(0)
    // A core that dies meanwhile has them not.
    await this.#send(lines).catch(() => this.#held.unshift(...lines))
  }
}

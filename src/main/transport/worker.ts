import { type ChildProcess, spawn } from 'node:child_process'
import { fromWireError, TintypeError, wireErrorSchema } from '../../shared/errors.ts'
import type { Around } from '../../shared/rpc/answer.ts'
import { type Channel, connect } from '../../shared/rpc/channel.ts'
import type { Client, Contract } from '../../shared/rpc/contract.ts'
import { workerEnvironment } from './environment.ts'
import { type ExitReason, exitError, exitReason } from './exit.ts'
import { startHeartbeat } from './heartbeat.ts'
import { ipcWire, type Wire } from './wire.ts'

/** What the log of the starting process is told of its workers. */
export interface WorkerLog {
  /**
   * A line that a worker wrote to its stderr.
   * @returns whether it was a line of the worker's own log, and none of its last words
   */
  line: (name: string, line: string) => boolean
  started: (name: string, pid: number) => void
  /** @param words the last that it wrote to its stderr; a native crash leaves nothing else */
  ended: (name: string, pid: number, reason: ExitReason, words: string) => void
  /** What the work that calls a worker is called, so that the worker's lines can bear it too. */
  trace: () => string | undefined
  /** Stands around the answering of a worker's questions. */
  around: Around
}

/** How to start one kind of worker. */
export interface WorkerPlan<C extends Contract> {
  /** For messages to people: `engine`, `imaging`. */
  name: string
  contract: C
  /** The program to run, as a path. */
  entry: string
  /** The Node binary that runs it; left out: the one that runs this. */
  node?: string
  args?: string[]
  env?: Record<string, string>
  /** Milliseconds until a worker that has not said `ready` is given up. */
  startTimeout?: number
  /** Milliseconds until a call is given up, and the worker with it. */
  callTimeout?: number
  /** Milliseconds between heartbeats, and how long a worker may be silent before it counts as hung. */
  heartbeat?: { every: number; timeout: number }
  /** Milliseconds to wait before the next start, by the crashes in a row before it; then it is given up for a while. */
  backOff?: readonly number[]
  /** A small task that every sound worker does: after a crash it tells a bad task from a bad worker. */
  probe?: (client: Client<C>) => Promise<unknown>
  /** How to talk to it; left out: Node's own IPC. */
  wire?: Wire
  log?: WorkerLog
}

/** One life of one worker process. */
export interface Worker<C extends Contract> {
  client: Client<C>
  pid: number
  /** Settles when the process is gone, however it went. */
  exited: Promise<ExitReason>
  alive: () => boolean
  /** Ends the process; answers when it is gone. */
  stop: () => Promise<void>
}

const stderrKept = 4000
/** Of a line that does not end only this much is kept. */
const longestLine = 2 ** 16

/**
 * Starts a worker and waits for its ready message.
 * @throws what the worker itself says of why it cannot start, else `worker-start`.
 */
export async function startWorker<C extends Contract>(plan: WorkerPlan<C>): Promise<Worker<C>> {
  const wire = plan.wire ?? ipcWire
  const child = spawn(plan.node ?? process.execPath, [plan.entry, ...(plan.args ?? [])], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', wire.stdio],
    env: { ...workerEnvironment(), ...plan.env },
    windowsHide: true,
  })
  const stderr = keepTail(child, plan)
  let wanted: ExitReason['kind'] | undefined
  const pid = child.pid ?? 0
  const exited = new Promise<ExitReason>((resolve) => {
    child.once('exit', (code, signal) => resolve(exitReason(code, signal, stderr(), wanted)))
    child.once('error', (error) => resolve({ kind: 'crashed', detail: error.message }))
  })
  const stop = async (): Promise<void> => {
    wanted ??= 'stopped'
    child.kill('SIGKILL')
    await exited
  }
  plan.log?.started(plan.name, pid)
  void exited.then((reason) => plan.log?.ended(plan.name, pid, reason, stderr()))
  const channel = wire.open(child)
  try {
    await ready(channel, exited, plan)
  } catch (thrown) {
    await stop()
    throw thrown
  }
  const endHung = (): void => {
    wanted ??= 'hung'
    child.kill('SIGKILL')
  }
  const connection = connect(plan.contract, channel, plan.callTimeout ?? 10 * 60_000, {
    onTimeout: endHung,
    ...(plan.log && { trace: plan.log.trace, around: plan.log.around }),
  })
  channel.listen((message) => {
    if (isStuck(message)) endHung()
  })
  const heartbeat = plan.heartbeat ?? { every: 5000, timeout: 90_000 }
  const stopHeartbeat = startHeartbeat(channel, heartbeat, endHung)
  let alive = true
  void exited.then((reason) => {
    alive = false
    stopHeartbeat()
    connection.close(exitError(plan.name, reason))
  })
  return { client: connection.client, pid, exited, alive: () => alive, stop }
}

/** The last words of a process that dies: a native crash leaves nothing else. Lines of its log go to ours. */
function keepTail(
  child: ChildProcess,
  { name, log }: Pick<WorkerPlan<Contract>, 'name' | 'log'>,
): () => string {
  let tail = ''
  let begun = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n')
    begun = lines.pop()?.slice(-longestLine) ?? ''
    const words = lines.filter((line) => !log?.line(name, line)).map((line) => `${line}\n`)
    tail = (tail + words.join('')).slice(-stderrKept)
  })
  return () => (tail + begun).slice(-stderrKept).trim()
}

async function ready<C extends Contract>(
  channel: Channel,
  exited: Promise<ExitReason>,
  plan: WorkerPlan<C>,
): Promise<void> {
  const limit = plan.startTimeout ?? 60_000
  let timer: NodeJS.Timeout | undefined
  try {
    await Promise.race([
      new Promise<void>((resolve, reject) => {
        channel.listen((message) => {
          if (isReady(message)) return resolve()
          const failure = wireErrorSchema.safeParse((message as { failed?: unknown } | null)?.failed)
          reject(
            failure.success
              ? fromWireError(failure.data)
              : new TintypeError('worker-start', `The ${plan.name} process spoke out of turn.`),
          )
        })
      }),
      exited.then((reason) => {
        throw new TintypeError(
          'worker-start',
          `The ${plan.name} process ended at its start. ${reason.detail}`,
        )
      }),
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () =>
            reject(
              new TintypeError(
                'worker-start',
                `The ${plan.name} process did not start within ${limit / 1000} s.`,
              ),
            ),
          limit,
        )
      }),
    ])
  } finally {
    clearTimeout(timer)
  }
}

function isStuck(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'stuck' in message
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ready' in message
}

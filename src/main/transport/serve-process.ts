import { flushCompileCache } from 'node:module'
import { toWireError } from '../../shared/errors.ts'
import { type Channel, serve } from '../../shared/rpc/channel.ts'
import type { Contract, Handlers } from '../../shared/rpc/contract.ts'
import { logged } from '../log/answering.ts'
import { log } from '../log/log.ts'

/** The process that started this one. */
export interface Parent {
  channel: Channel
  /** Told once when the parent is gone. */
  onGone: (listener: () => void) => void
}

/** The parent over Node's own IPC. @throws when this process has none. */
export function ipcParent(): Parent {
  const send = process.send?.bind(process)
  if (!send) throw new Error('This program is a worker of Tintype and is started by it.')
  return {
    channel: {
      post: (message) => send(message),
      listen: (listener) => process.on('message', listener),
    },
    onGone: (listener) => process.on('disconnect', listener),
  }
}

/**
 * Makes this child process answer `contract` to its parent, and say that it is ready. What calls fail with is kept in
 * its log.
 * @param onGone what to do when the parent goes; an orphan must end, for it would hold memory, and on a
 *   GPU all of it
 */
export function serveProcess<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  parent: Parent = ipcParent(),
  onGone: () => void = () => process.exit(0),
): void {
  const { channel } = parent
  serve(contract, handlers, channel, logged)
  channel.listen((message) => {
    if (isPing(message)) channel.post({ pong: true })
  })
  parent.onGone(onGone)
  // Ctrl-C reaches the whole group: the parent decides when its workers end.
  process.on('SIGINT', () => {})
  channel.post({ ready: true })
  // Its parent ends it with SIGKILL, after which nothing would be kept for the next start.
  flushCompileCache()
}

function isPing(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ping' in message
}

/** Tells the parent that native code does not come back, though this worker still answers: the parent ends it. */
export function tellStuck(parent: Parent): void {
  parent.channel.post({ stuck: true })
}

/** Tells the parent why this worker cannot start, then ends. */
export function failToStart(thrown: unknown): never {
  tellFailure(thrown, ipcParent())
  process.exit(1)
}

/** Tells the parent why this worker cannot start; the parent then ends it. */
export function tellFailure(thrown: unknown, parent: Parent): void {
  log.error({ err: thrown }, 'This process cannot start.')
  parent.channel.post({ failed: toWireError(thrown) })
}

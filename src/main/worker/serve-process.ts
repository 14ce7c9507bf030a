import { toWireError } from '../../shared/errors.ts'
import { serve } from '../../shared/rpc/channel.ts'
import type { Contract, Handlers } from '../../shared/rpc/contract.ts'

/**
 * Makes this child process answer `contract` to the parent that forked it, and say that it is ready.
 * It ends when the parent goes: an orphan would hold memory, and on a GPU all of it.
 */
export function serveProcess<C extends Contract>(contract: C, handlers: Handlers<C>): void {
  const send = process.send?.bind(process)
  if (!send) throw new Error('This program is a worker of Tintype and is started by it.')
  serve(contract, handlers, {
    post: (message) => send(message),
    listen: (listener) =>
      process.on('message', (message) => {
        if (isPing(message)) send({ pong: true })
        else listener(message)
      }),
  })
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches the whole group: the parent decides when its workers end.
  process.on('SIGINT', () => {})
  send({ ready: true })
}

function isPing(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ping' in message
}

/** Tells the parent why this worker cannot start, then ends. */
export function failToStart(thrown: unknown): never {
  process.send?.({ failed: toWireError(thrown) })
  process.exit(1)
}

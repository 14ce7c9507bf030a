import { Socket } from 'node:net'
import { type ByteChannel, overBytes } from '../../shared/rpc/bytes.ts'
import { portsOver } from './pipe.ts'
import type { Parent } from './serve-process.ts'

/** The number of the pipe among a child's standard streams. */
const descriptor = 3

/** The parent at the far end of a pipe. @throws Node's own when this process was started without one. */
export function pipeParent(): Parent & { app: ByteChannel } {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: true })
  pipe.on('error', () => {})
  const { own, app } = portsOver(pipe)
  return {
    app,
    channel: overBytes(own, (error) => pipe.destroy(error)),
    onGone: (listener) => pipe.once('close', listener),
  }
}

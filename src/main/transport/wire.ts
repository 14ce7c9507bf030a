import type { ChildProcess } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { type ByteChannel, overBytes } from '../../shared/rpc/bytes.ts'
import type { Channel } from '../../shared/rpc/channel.ts'
import { portsOver } from './pipe.ts'

/** How a parent talks to a child: what the fourth of its standard streams is, and the channel over it. */
export interface Wire {
  stdio: 'ipc' | 'pipe'
  open: (child: ChildProcess) => Channel
}

/** Node's own IPC with V8's serialisation: between processes of the same Node. */
export const ipcWire: Wire = {
  stdio: 'ipc',
  open: (child) => ({
    post: (message) => {
      if (child.connected) child.send(message as object)
    },
    listen: (listener) => child.on('message', listener),
  }),
}

/**
 * A pipe with ports, between programs whose V8 may differ.
 * @param onApp gets the channel of the app's frames whenever a process was started
 */
export function pipeWire(onApp: (app: ByteChannel) => void): Wire {
  return {
    stdio: 'pipe',
    open: (child) => {
      const pipe = child.stdio[3] as Duplex
      // The end of the process says it all; a broken pipe is part of it.
      pipe.on('error', () => {})
      const { own, app } = portsOver(pipe)
      onApp(app)
      return overBytes(own, (error) => pipe.destroy(error))
    },
  }
}

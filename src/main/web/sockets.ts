import type { IncomingMessage, Server } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type AppServer, serveApp } from '../../shared/contract/app-server.ts'
import type { WireError } from '../../shared/errors.ts'
import { maxFrameBytes } from '../../shared/rpc/bytes.ts'
import type { Connections } from './connections.ts'
import { statusOf } from './refusal.ts'
import type { RequestGuard } from './request-guard.ts'

export const socketPath = '/socket'

/** WebSocket close codes of RFC 6455. */
const closeCodes = { unsupportedData: 1003, invalidData: 1007 } as const
/** As long a reason as a WebSocket may give, in bytes. */
const longestReason = 123

/** A client that reads this much too slowly is cut off: it connects again and asks anew. */
const maxBacklog = 4 * maxFrameBytes

/** Serves the app to every WebSocket that passes the guard; each has a connection of its own. */
export function acceptSockets(
  server: Server,
  guard: RequestGuard,
  connections: Connections,
  app: AppServer,
): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    try {
      if (request.url !== socketPath) throw new RangeError('There is one socket alone.')
      guard.checkSocket(request)
    } catch (thrown) {
      const status = thrown instanceof RangeError ? 404 : statusOf(thrown)
      // Without the second half a client that never ends keeps it open.
      stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, () =>
        stream.destroy(),
      )
      return
    }
    connections.admit(request.socket)
    sockets.handleUpgrade(request, stream, head, (socket) => serveSocket(socket, app))
  })
}

function serveSocket(socket: WebSocket, app: AppServer): void {
  const refuse = (code: number, { kind, message }: WireError): void => {
    // Until the client closes as well, it could go on.
    socket.removeAllListeners('message')
    socket.close(code, `${kind}: ${message}`.slice(0, longestReason))
  }
  const end = serveApp(
    app,
    {
      send: (frame) => {
        if (socket.bufferedAmount > maxBacklog) socket.terminate()
        else socket.send(frame)
      },
      receive: (listener) =>
        socket.on('message', (data, binary) => {
          if (binary) listener(data as Buffer)
          else refuse(closeCodes.unsupportedData, { kind: 'bad-request', message: 'Messages are binary.' })
        }),
    },
    (error) => refuse(closeCodes.invalidData, error),
  )
  socket.on('close', end)
  // A frame over the limit or out of the protocol; ws closes the connection itself.
  socket.on('error', () => {})
}

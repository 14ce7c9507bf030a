import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AppServer } from '../../shared/contract/app-server.ts'
import { toWireError } from '../../shared/errors.ts'
import { levelOf } from '../log/answering.ts'
import { log } from '../log/log.ts'
import { contentSecurityPolicy, safetyHeaders } from '../static-files/headers.ts'
import { listStaticFiles } from '../static-files/list-files.ts'
import { Connections, type Deadlines, usualDeadlines } from './connections.ts'
import { statusOf } from './refusal.ts'
import { RequestGuard } from './request-guard.ts'
import { answer } from './routes.ts'
import { Session } from './session.ts'
import { acceptSockets } from './sockets.ts'
import { Uploads } from './uploads.ts'

export interface HostOptions {
  app: AppServer
  /** Folder of the built user interface. */
  pages: string
  /** 0 takes a free one. */
  port: number
  deadlines?: Deadlines
}

export interface Host {
  /** Address for the user's browser, with the token: not for logs. */
  url: string
  /** Ends every connection before it returns; answers when the port is free. The app stays open. */
  close: () => Promise<void>
}

const loopback = '127.0.0.1'

const headers = {
  ...safetyHeaders(contentSecurityPolicy()),
  // Pictures are not for pages of other ports of this computer, for which the cookie is no bar.
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * Serves the user interface and the app to browsers on this computer.
 * @throws `file-not-found` when the user interface is not built; Node's own when the port is taken.
 */
export async function startHost({
  app,
  pages: root,
  port: wanted,
  deadlines = usualDeadlines,
}: HostOptions): Promise<Host> {
  const files = await listStaticFiles(root)
  const server = createServer({
    headersTimeout: deadlines.headers,
    // For what is too slow as a whole; an upload may take its time.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.ceil(deadlines.headers / 5),
  })
  const connections = new Connections(server, deadlines)
  server.listen(wanted, loopback)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const session = new Session(port)
  const guard = new RequestGuard(port, session)
  const uploads = new Uploads(app.uploads)
  acceptSockets(server, guard, connections, app)

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (session.admits(request.headers.cookie)) connections.admit(request.socket)
    connections.watch(request, response)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    answer(request, response, { app, files, session, guard, uploads }).catch((thrown) =>
      refuse(response, thrown),
    )
  })
  return {
    url: `http://${loopback}:${port}/#${session.token}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      connections.end()
      await closed
    },
  }
}

function refuse(response: ServerResponse, thrown: unknown): void {
  log[levelOf(thrown)]({ err: thrown }, 'A request was refused.')
  if (response.headersSent) {
    response.destroy()
    return
  }
  // What is left of a refused body would be taken for the next request.
  response.writeHead(statusOf(thrown), { 'Content-Type': 'application/json', Connection: 'close' })
  response.end(JSON.stringify({ error: toWireError(thrown) }))
}

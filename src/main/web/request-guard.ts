import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'
import type { Session } from './session.ts'

const readOnly = ['GET', 'HEAD']

/**
 * Decides which requests the host answers. A name that someone else made point to this computer (DNS rebinding) is not in
 * the list of hosts; a page of another origin, another port of this computer included, is told apart by
 * `Origin` and by the browser's own `Sec-Fetch-Site`.
 */
export class RequestGuard {
  readonly #hosts: ReadonlySet<string>
  readonly #session: Session

  constructor(port: number, session: Session) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
    this.#session = session
  }

  /** @throws a `Refusal` for a wrong host, method or origin. */
  checkOrigin({ headers, method = '' }: IncomingMessage): void {
    const host = headers.host ?? ''
    if (!this.#hosts.has(host)) throw new Refusal(421, 'This host does not go by that name.')
    const unsafe = !readOnly.includes(method)
    if (unsafe && method !== 'POST') throw new Refusal(405, `There is no ${method} here.`)
    const { origin } = headers
    if ((unsafe || origin !== undefined) && origin !== `http://${host}`) {
      throw new Refusal(403, 'This page belongs to another origin.')
    }
  }

  /** For everything but the front page. @throws a `Refusal` for a request that another site caused. */
  checkSite({ headers }: IncomingMessage): void {
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      throw new Refusal(403, 'Another site asked for this.')
    }
  }

  /** @throws a `Refusal` for whoever has not shown the token. */
  checkSession({ headers }: IncomingMessage): void {
    if (!this.#session.admits(headers.cookie)) {
      throw new Refusal(401, 'Open the address that "tintype serve" printed.')
    }
  }

  /** A WebSocket is no subject of CORS: the origin has to be there and to be ours. */
  checkSocket(request: IncomingMessage): void {
    this.checkOrigin(request)
    if (request.headers.origin === undefined) throw new Refusal(403, 'A socket needs an origin.')
    this.checkSite(request)
    this.checkSession(request)
  }
}

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AppServer } from '../../shared/contract/app-server.ts'
import { parseResourcePath, resourceBases } from '../../shared/contract/resources.ts'
import { TintypeError } from '../../shared/errors.ts'
import { cacheControl } from '../static-files/headers.ts'
import type { StaticFile } from '../static-files/list-files.ts'
import { takeModel } from './receive-model.ts'
import { Refusal } from './refusal.ts'
import type { RequestGuard } from './request-guard.ts'
import type { Session } from './session.ts'
import { signInPage, signInScript } from './sign-in.ts'
import type { Uploads } from './uploads.ts'

export interface Site {
  app: AppServer
  files: Map<string, StaticFile>
  session: Session
  guard: RequestGuard
  uploads: Uploads
}

const html = 'text/html; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'
const longestToken = 200

/** Answers one request. @throws a `Refusal`, and what making a resource may give. */
export async function answer(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  site.guard.checkOrigin(request)
  const { pathname, searchParams } = addressOf(request)
  const posted = request.method === 'POST'
  // The front page may be reached from anywhere: it shows nothing before the session is there.
  if (pathname === '/' && !site.session.admits(request.headers.cookie)) {
    return sendText(response, html, signInPage(request.headers['accept-language']?.split(',') ?? []))
  }
  if (pathname !== '/') site.guard.checkSite(request)
  if (pathname === '/enter.js') return sendText(response, javascript, signInScript)
  if (pathname === '/session' && posted) return openSession(request, response, site.session)
  site.guard.checkSession(request)
  if (pathname === '/session') {
    response.writeHead(204).end()
    return
  }
  if (posted) {
    const taken = await takeIn(request, pathname, searchParams, site)
    return sendText(response, 'application/json', JSON.stringify(taken))
  }
  if (pathname.startsWith(resourceBases.browser)) {
    return sendResource(response, site.app, pathname.slice(resourceBases.browser.length))
  }
  const file = site.files.get(pathname)
  if (!file) throw new Refusal(404, 'There is no such page.', 'file-not-found')
  response.setHeader('Cache-Control', cacheControl(file.immutable))
  await sendFile(response, file.type, file.path)
}

/** A file from the page: an original for the library, or a model to install. */
async function takeIn(
  request: IncomingMessage,
  pathname: string,
  parameters: URLSearchParams,
  { app, uploads }: Site,
): Promise<{ path: string; root?: string } | { id: string }> {
  const name = parameters.get('name') ?? ''
  switch (pathname) {
    case '/upload': {
      const folder = parameters.get('folder')
      return uploads.take(request, { name, ...(folder !== null && { folder }) })
    }
    case '/model':
      return takeModel(request, name, app)
    default:
      throw new Refusal(404, 'Nothing is taken in here.')
  }
}

/** The address as it was written, as a path even when it begins with `//`. */
function addressOf({ url }: IncomingMessage): URL {
  const address = URL.parse(`http://host${url}`)
  if (!address) throw new Refusal(400, 'This is no address.')
  return address
}

async function openSession(
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
): Promise<void> {
  let token = ''
  for await (const chunk of request.setEncoding('utf8')) {
    token += chunk
    if (token.length > longestToken) throw new Refusal(413, 'This is no token.')
  }
  const cookie = session.redeem(token)
  if (!cookie) throw new Refusal(401, 'This is not the token of this host, or it was started anew since.')
  response.writeHead(204, { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end()
}

async function sendResource(response: ServerResponse, app: AppServer, path: string): Promise<void> {
  const resource = parseResourcePath(path)
  if (!resource) throw new Refusal(404, 'There is no such picture.', 'file-not-found')
  const { type, body } = await app.resource(resource)
  response.setHeader('Cache-Control', cacheControl(resource.kind !== 'export'))
  if (!(body instanceof Uint8Array)) {
    response.setHeader('Content-Disposition', attachment(basename(body.file)))
    return sendFile(response, type, body.file)
  }
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.byteLength }).end(body)
}

/** A download under the file's own name, of any script (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\w. -]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

async function sendFile(response: ServerResponse, type: string, path: string): Promise<void> {
  const { size } = await stat(path).catch((cause) => {
    throw new TintypeError('file-not-found', `${path} is no longer there.`, { cause })
  })
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': size })
  await pipeline(createReadStream(path), response)
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text)
}

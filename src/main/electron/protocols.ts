import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { parseResourcePath, type Resource, type ResourceRequest } from '../../shared/contract/resources.ts'
import { TintypeError } from '../../shared/errors.ts'
import { cacheControl, contentSecurityPolicy, safetyHeaders } from '../static-files/headers.ts'
import type { StaticFile } from '../static-files/list-files.ts'
import { appOrigin, appScheme, isOwnPage, photoScheme } from './origin.ts'

const headers = safetyHeaders(contentSecurityPolicy([`${photoScheme}:`]))

/** Once, before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges },
    // Tiles of lightness are fetched by scripts and drawn into textures, across origins.
    { scheme: photoScheme, privileges: { ...privileges, corsEnabled: true, stream: true } },
  ])
}

export interface PageSources {
  files: Map<string, StaticFile>
  /** The page for when core does not run. */
  stopped: () => string
  /** Called before the front page is given out. */
  onFront: () => void
}

/** `app://tintype/`: the files of the user interface and the page for when core does not run. */
export function handlePages({ files, stopped, onFront }: PageSources): void {
  protocol.handle(appScheme, async ({ method, url }) => {
    const { pathname } = new URL(url)
    if (method !== 'GET' || !isOwnPage(url)) return refuse(403)
    if (pathname === '/stopped') {
      return respond(stopped(), 'text/html; charset=utf-8', cacheControl(false))
    }
    const file = files.get(pathname)
    if (!file) return refuse(404)
    if (pathname === '/') onFront()
    return respond(new Uint8Array(await readFile(file.path)), file.type, cacheControl(file.immutable))
  })
}

/** `photo://library/`: pictures for the screen, by their content; nothing here names a file. */
export function handlePhotos(resource: (request: ResourceRequest) => Promise<Resource>): void {
  protocol.handle(photoScheme, async ({ method, url }) => {
    const { host, pathname } = new URL(url)
    if (method !== 'GET' || host !== 'library') return refuse(403)
    const request = parseResourcePath(pathname.slice(1))
    // Exports lie on the user's disk already.
    if (!request || request.kind === 'export') return refuse(404)
    try {
      const { type, body } = await resource(request)
      if (!(body instanceof Uint8Array)) return refuse(500)
      return respond(new Uint8Array(body), type, cacheControl(true), {
        'Access-Control-Allow-Origin': appOrigin,
      })
    } catch (thrown) {
      return refuse(thrown instanceof TintypeError && thrown.kind === 'file-not-found' ? 404 : 500)
    }
  })
}

function respond(
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  caching: string,
  more: Record<string, string> = {},
): Response {
  return new Response(body, {
    headers: { ...headers, ...more, 'Content-Type': type, 'Cache-Control': caching },
  })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers })
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { handlePages, handlePhotos, registerSchemes } from '../../../src/main/electron/protocols.ts'
import { listStaticFiles } from '../../../src/main/static-files/list-files.ts'
import { picture, servedApp } from '../../fixtures/served-app/app.ts'
import { protocol } from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

let root: string
const onFront = vi.fn()
const get = (url: string, method = 'GET'): Promise<Response> =>
  protocol.handlers.get(url.slice(0, url.indexOf(':')))!({ method, url })

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tintype-pages-'))
  await mkdir(join(root, 'pages', 'assets'), { recursive: true })
  await writeFile(join(root, 'pages', 'index.html'), '<title>Tintype</title>')
  await writeFile(join(root, 'pages', 'assets', 'a.js'), '')
  await writeFile(join(root, 'pages', 'tool.exe'), '')
  await writeFile(join(root, 'outside.html'), '')
  registerSchemes()
  handlePages({ files: await listStaticFiles(join(root, 'pages')), stopped: () => 'Stopped.', onFront })
  handlePhotos(servedApp(root).resource)
})
afterAll(() => rm(root, { recursive: true }))

it('the schemes are secure and no more privileged than they must be', () => {
  expect(protocol.schemes.map(({ scheme }) => scheme)).toEqual(['app', 'photo'])
  for (const { privileges } of protocol.schemes) {
    expect(privileges).toMatchObject({ standard: true, secure: true })
    expect(privileges.bypassCSP).toBeUndefined()
    expect(privileges.allowServiceWorkers).toBeUndefined()
  }
})

describe('app:', () => {
  it('gives the pages, under the policy', async () => {
    const answer = await get('app://tintype/')
    expect(await answer.text()).toBe('<title>Tintype</title>')
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(onFront).toHaveBeenCalledTimes(1)
    expect((await get('app://tintype/assets/a.js')).headers.get('cache-control')).toContain('immutable')
    expect(await (await get('app://tintype/stopped')).text()).toBe('Stopped.')
  })

  it('gives nothing from elsewhere, of other types, of other hosts, by other methods', async () => {
    const statuses = await Promise.all(
      [
        'app://tintype/tool.exe',
        'app://tintype/../outside.html',
        'app://tintype/..%2foutside.html',
        'app://tintype/%2e%2e/outside.html',
        'app://tintype/etc/passwd',
      ].map(async (url) => (await get(url)).status),
    )
    expect(statuses).toEqual([404, 404, 404, 404, 404])
    expect((await get('app://other/')).status).toBe(403)
    expect((await get('app://tintype/', 'POST')).status).toBe(403)
  })
})

describe('photo:', () => {
  it('gives pictures to our page alone, for ever', async () => {
    const answer = await get(`photo://library/thumb/1/${picture.hash}`)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture.bytes)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'access-control-allow-origin': 'app://tintype',
      'cache-control': 'private, max-age=31536000, immutable',
    })
  })

  it('knows no paths, no exports, no other hosts and methods', async () => {
    const none = [
      'thumb/..%2f..%2fetc',
      'etc/passwd',
      'export/1',
      'thumb/1/0000000000000000',
      '',
      'constructor/1',
    ]
    for (const path of none) expect((await get(`photo://library/${path}`)).status).toBe(404)
    expect((await get(`photo://other/thumb/1/${picture.hash}`)).status).toBe(403)
    expect((await get(`photo://library/thumb/1/${picture.hash}`, 'PUT')).status).toBe(403)
  })
})

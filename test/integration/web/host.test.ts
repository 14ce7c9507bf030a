import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, extname, join, relative, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Host, startHost } from '../../../src/main/web/loopback-host.ts'
import { maxFrameBytes } from '../../../src/shared/rpc/bytes.ts'
import { picture, servedApp } from '../../fixtures/served-app/app.ts'

let folder: string
let host: Host
let origin: string
let token: string
let cookie: string

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** Node's `fetch` sets `Host` and `Origin` by itself; here they are the point. */
function ask(
  path: string,
  options: { method?: string; headers?: object; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers: { cookie, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const post = (path: string, body: string, headers: object = {}): Promise<Answer> =>
  ask(path, { method: 'POST', body, headers: { origin, ...headers } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-host-'))
  const pages = join(folder, 'pages')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await writeFile(join(pages, 'index.html'), '<title>Tintype</title>')
  await writeFile(join(pages, 'assets', 'app-1a2b.js'), 'export {}')
  await writeFile(join(pages, 'secret.key'), 'not for the page')
  await writeFile(join(folder, 'outside.html'), 'outside')
  host = await startHost({ app: servedApp(folder), pages, port: 0 })
  const url = new URL(host.url)
  origin = url.origin
  token = url.hash.slice(1)
  cookie = ''
  const { headers } = await post('/session', token)
  cookie = String(headers['set-cookie']).split(';')[0]!
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

describe('the session', () => {
  it('begins with 256 random bits behind the # of the printed address', () => {
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/)
  })

  it('trades the token for a cookie that scripts cannot read and other sites cannot send', async () => {
    const { status, headers } = await post('/session', token, { cookie: '' })
    expect(status).toBe(204)
    expect(String(headers['set-cookie'])).toMatch(
      /^tintype-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(String(headers['set-cookie'])).not.toContain(token)
  })

  it('refuses a wrong token, and one too long to be read', async () => {
    expect((await post('/session', 'x'.repeat(43))).status).toBe(401)
    expect((await post('/session', 'x'.repeat(5000))).status).toBe(413)
  })

  it('shows only the sign-in page to whoever has no cookie', async () => {
    const { body, status } = await ask('/', { headers: { cookie: '' } })
    expect(status).toBe(200)
    expect(body.toString()).toContain('/enter.js')
    for (const path of ['/index.html', '/assets/app-1a2b.js', `/photo/thumb/1/${picture.hash}`, '/session']) {
      expect((await ask(path, { headers: { cookie: '' } })).status).toBe(401)
    }
    expect((await post('/upload?name=a.jpg', 'x', { cookie: '' })).status).toBe(401)
    expect((await ask('/', { headers: { cookie: 'tintype-1=abc; other=1' } })).body.toString()).toContain(
      'enter',
    )
  })
})

describe('the request guard', () => {
  it('answers to its own names only', async () => {
    const { port, host: own } = new URL(origin)
    expect((await ask('/', { headers: { host: own } })).status).toBe(200)
    expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200)
    for (const name of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1.nip.io:${port}`]) {
      expect((await ask('/', { headers: { host: name } })).status).toBe(421)
    }
  })

  it('takes writes from its own origin only, and none without an origin', async () => {
    const { port } = new URL(origin)
    const foreign = [
      'null',
      'http://evil.example',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${Number(port) + 1}`,
    ]
    for (const stranger of foreign) {
      expect((await post('/upload?name=a.jpg', 'x', { origin: stranger })).status).toBe(403)
    }
    expect((await ask('/session', { method: 'POST', body: token })).status).toBe(403)
    expect((await ask('/', { headers: { origin: 'http://evil.example' } })).status).toBe(403)
  })

  it('gives pictures to no other site, another port of this computer included', async () => {
    const path = `/photo/thumb/1/${picture.hash}`
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask(path, { headers: { 'sec-fetch-site': site } })).status).toBe(403)
    }
    expect((await ask(path, { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
  })

  it('knows GET, HEAD and POST', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask('/', { method, headers: { origin } })).status).toBe(405)
    }
    const { status, body } = await ask('/', { method: 'HEAD' })
    expect([status, body.length]).toEqual([200, 0])
  })

  it('sends the policy with every answer, refusals included, and no CORS', async () => {
    for (const path of ['/', '/nothing', `/photo/thumb/1/${picture.hash}`]) {
      const { headers } = await ask(path)
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

describe('pages', () => {
  it('come with their type; those named by content for ever, the others never from a cache', async () => {
    const page = await ask('/')
    expect(page.body.toString()).toBe('<title>Tintype</title>')
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    })
    expect((await ask('/assets/app-1a2b.js')).headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    })
  })

  it('lie below the root, and are of the few types of pages', async () => {
    const addresses = [
      '/secret.key',
      '/../outside.html',
      '/..%2foutside.html',
      '/%2e%2e/outside.html',
      '/assets/..%5c..%5coutside.html',
      '//outside.html',
      '/constructor',
    ]
    for (const address of addresses) expect((await ask(address)).status).toBe(404)
  })
})

describe('pictures', () => {
  it('come byte for byte and are kept for ever', async () => {
    const { body, headers } = await ask(`/photo/thumb/1/${picture.hash}`)
    expect(new Uint8Array(body)).toEqual(picture.bytes)
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
    })
  })

  it('that are not there are 404, with the typed error', async () => {
    const { status, body } = await ask('/photo/thumb/1/0000000000000000')
    expect(status).toBe(404)
    expect(JSON.parse(body.toString())).toMatchObject({ error: { kind: 'file-not-found' } })
    expect((await ask('/photo/thumb/../../etc/passwd')).status).toBe(404)
    expect((await ask('/photo/l-tile/1/abcdef0123456789/0/0/01')).status).toBe(404)
  })
})

describe('exports', () => {
  it('are downloads under their own name', async () => {
    await writeFile(join(folder, 'job-7'), 'Großmutter "1912".tif')
    await writeFile(join(folder, 'Großmutter "1912".tif'), 'II*')
    const { headers, body } = await ask('/photo/export/7')
    expect(body.toString()).toBe('II*')
    expect(headers).toMatchObject({
      'content-disposition':
        'attachment; filename="Gro_mutter _1912_.tif"; filename*=UTF-8\'\'Gro%C3%9Fmutter%20%221912%22.tif',
      'cache-control': 'no-store',
      'content-type': 'image/tiff',
    })
  })

  it('that were moved since are 404', async () => {
    await writeFile(join(folder, 'job-8'), 'moved.tif')
    expect((await ask('/photo/export/8')).status).toBe(404)
  })
})

describe('uploads', () => {
  const upload = (name: string, body: string): Promise<Answer> =>
    post(`/upload?name=${encodeURIComponent(name)}`, body)

  it('become files of the library, none over another', async () => {
    const answers = [await upload('Zdjęcie #1 100%.jpg', 'one'), await upload('Zdjęcie #1 100%.jpg', 'two')]
    const paths = answers.map(({ body }) => JSON.parse(body.toString()).path as string)
    expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual(['one', 'two'])
    expect(paths[0]).toMatch(/originals.\d{4}-\d\d-\d\d.Zdjęcie #1 100%\.jpg$/)
    expect(paths[1]).toMatch(/Zdjęcie #1 100% \(2\)\.jpg$/)
  })

  it('stay in their folder whatever name they come with', async () => {
    for (const name of ['../../evil.jpg', '/etc/evil.jpg', 'C:\\evil.jpg', '.hidden.jpg', 'a\0b.jpg']) {
      const { path } = JSON.parse((await upload(name, 'x')).body.toString())
      expect(path).toMatch(/originals.\d{4}-\d\d-\d\d.[^./\\][^/\\\0]*$/)
    }
    expect((await upload('..', 'x')).status).toBe(400)
    expect((await post('/upload', 'x')).status).toBe(400)
    expect((await post('/elsewhere?name=a.jpg', 'x')).status).toBe(404)
  })

  it('of a folder keep their tree, apart from another folder of the same name', async () => {
    const send = async (folder: string, name: string) => {
      const { status, body } = await post(`/upload?${new URLSearchParams({ name, folder })}`, name)
      expect(status).toBe(200)
      return JSON.parse(body.toString()) as { path: string; root: string }
    }
    const sent = await Promise.all([
      ...['1950/a.jpg', '1951/a.jpg', 'a.jpg', 'Zdjęcia #1 100%/ß.jpg'].map((name) =>
        send('one', `Box/${name}`),
      ),
      send('two', 'Box/1950/a.jpg'),
    ])
    const roots = [...new Set(sent.map(({ root }) => root))]
    expect(roots.map((root) => basename(root)).sort()).toEqual(['Box', 'Box (2)'])
    const [box] = sent.map(({ root }) => root)
    expect(sent.slice(0, 4).map(({ path }) => relative(box!, path))).toEqual(
      ['1950/a.jpg', '1951/a.jpg', 'a.jpg', 'Zdjęcia #1 100%/ß.jpg'].map((path) => join(path)),
    )
    expect(await readFile(sent[4]!.path, 'utf8')).toBe('Box/1950/a.jpg')
  })

  it('of a folder lead nowhere else', async () => {
    const before = (await readdir(folder, { recursive: true })).filter(
      (name) => !name.startsWith('originals'),
    )
    const refused = [
      'a.jpg',
      '../a.jpg',
      'Box/../../a.jpg',
      '/Box/a.jpg',
      'Box//a.jpg',
      'Box/./a.jpg',
      'C:/a.jpg',
    ]
    refused.push(`${'deep/'.repeat(70)}a.jpg`, 'Box/..', 'Box/')
    for (const name of refused) {
      const { status, body } = await post(`/upload?${new URLSearchParams({ name, folder: 'x' })}`, 'x')
      expect([name, status, JSON.parse(body.toString()).error.kind]).toEqual([name, 400, 'bad-request'])
    }
    for (const name of [
      'con/NUL/a.jpg',
      '.hid/..den/.a.jpg',
      'a\0b/c\nd/e.jpg',
      '...  /???/a.jpg',
      '..\\..\\x/a.jpg',
    ]) {
      const answer = await post(`/upload?${new URLSearchParams({ name, folder: 'x' })}`, 'x')
      const way = relative(join(folder, 'originals'), JSON.parse(answer.body.toString()).path as string)
      expect(way).toMatch(/^\d{4}-\d\d-\d\d([/\\][^./\\:?\0\n][^/\\:?\0\n]*){2,3}$/)
      expect(way.split(sep)).not.toContain('con')
    }
    expect(
      (await readdir(folder, { recursive: true })).filter((name) => !name.startsWith('originals')),
    ).toEqual(before)
  })

  it('keep the ending of a name that is too long for the disk, also a second time', async () => {
    const names = [`${'a'.repeat(300)}.jpeg`, `${'ż'.repeat(200)}.TIFF`, `${'👩‍👩‍👧'.repeat(30)}.png`]
    for (const name of names) {
      const paths: string[] = []
      for (const body of ['one', 'two']) {
        paths.push(JSON.parse((await upload(name, body)).body.toString()).path)
      }
      const [first, second] = paths.map((path) => basename(path))
      expect(extname(first!)).toBe(extname(name))
      expect(second).toMatch(new RegExp(` \\(2\\)\\${extname(name)}$`))
      for (const kept of [first!, second!]) {
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(255)
        expect(Buffer.byteLength(kept)).toBeGreaterThan(220)
        expect(kept.isWellFormed()).toBe(true)
      }
    }
  })

  it('that break off leave nothing', async () => {
    const before = (await readdir(join(folder, 'originals'), { recursive: true })).length
    await new Promise<void>((resolve) => {
      const sent = request(`${origin}/upload?name=cut.jpg`, {
        method: 'POST',
        headers: { cookie, origin, 'content-length': 1000 },
      })
      sent.on('error', () => resolve())
      sent.write('half')
      setTimeout(() => sent.destroy(), 100)
    })
    await expect
      .poll(async () => (await readdir(join(folder, 'originals'), { recursive: true })).length)
      .toBe(before)
  })
})

describe('models', () => {
  const leftovers = async (): Promise<string[]> => {
    const names = await Promise.all([tmpdir(), join(folder, 'originals')].map((place) => readdir(place)))
    return names.flat().filter((name) => name.includes('model-'))
  }

  it('are installed, and their files kept nowhere', async () => {
    const before = await leftovers()
    const { status, body } = await post('/model?name=grandfather.tar', 'grandfather')
    expect([status, JSON.parse(body.toString())]).toEqual([200, { id: 'grandfather' }])
    expect(await leftovers()).toEqual(before)
    expect(await readdir(join(folder, 'originals'), { recursive: true })).not.toContain('grandfather.tar')
  })

  it('that are none are refused with the reason', async () => {
    const before = await leftovers()
    const { status, body } = await post('/model?name=letter.txt', 'damaged')
    expect(status).toBe(500)
    expect(JSON.parse(body.toString())).toMatchObject({ error: { kind: 'model-damaged' } })
    expect(await leftovers()).toEqual(before)
    expect((await post('/model?name=a.tar', 'x', { cookie: '' })).status).toBe(401)
  })
})

describe('the socket', () => {
  /** The status that an upgrade is answered with; 101 when it is let in. */
  const knock = (headers: Record<string, string>, path = '/socket'): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers })
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => {})
    })

  it('lets the own page in', async () => {
    expect(await knock({ cookie, origin })).toBe(101)
  })

  it('refuses a wrong origin, a missing one, a wrong host, no cookie, another path', async () => {
    expect(await knock({ cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await knock({ cookie })).toBe(403)
    expect(await knock({ cookie, origin, host: 'evil.example' })).toBe(421)
    expect(await knock({ origin })).toBe(401)
    expect(await knock({ cookie, origin, 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await knock({ cookie, origin }, '/other')).toBe(404)
  })

  /** What the host closes with after it got `data`. */
  const closed = (data: string | Buffer): Promise<{ code: number; reason: string }> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, { headers: { cookie, origin } })
      socket.on('open', () => socket.send(data))
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
      socket.on('error', () => {})
    })

  it('closes on text, on damaged frames and on frames over the limit', async () => {
    expect(await closed('{"t":"q"}')).toMatchObject({ code: 1003 })
    expect(await closed(Buffer.of(0xc1))).toMatchObject({ code: 1007 })
    expect(await closed(Buffer.alloc(maxFrameBytes + 1))).toMatchObject({ code: 1009 })
    const claims = Buffer.of(0xdd, 0x01, 0xc9, 0xc3, 0x80)
    expect(await closed(Buffer.concat(Array<Buffer>(20).fill(claims)))).toEqual({
      code: 1007,
      reason: 'bad-request: A message cannot be read: it claims more values than it has bytes.',
    })
  })
})

import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Deadlines } from '../../../src/main/web/connections.ts'
import { type Host, startHost } from '../../../src/main/web/loopback-host.ts'
import type { AppServer } from '../../../src/shared/contract/app-server.ts'
import { picture, servedApp } from '../../fixtures/served-app/app.ts'

const never = 3_600_000
const unlimited: Deadlines = { stranger: never, headers: never, body: never, answer: never }

let folder: string
let host: Host
let cookie: string
let opened: Socket[]

async function start(deadlines: Partial<Deadlines> = {}, app: Partial<AppServer> = {}): Promise<void> {
  host = await startHost({
    app: { ...servedApp(folder), ...app },
    pages: folder,
    port: 0,
    deadlines: { ...unlimited, ...deadlines },
  })
  const { origin, hash } = new URL(host.url)
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin },
    body: hash.slice(1),
  })
  cookie = answer.headers.get('set-cookie')!.split(';')[0]!
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-connections-'))
  await writeFile(join(folder, 'index.html'), '<title>Tintype</title>')
  opened = []
})
afterEach(async () => {
  for (const socket of opened) socket.destroy()
  await host.close()
  await rm(folder, { recursive: true })
})

/** A client that says `text` and never ends by itself, whatever it hears. */
async function say(text: string): Promise<Socket> {
  const socket = connect({ port: Number(new URL(host.url).port), host: '127.0.0.1', allowHalfOpen: true })
  opened.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

function head(line: string, ...headers: string[]): string {
  const { host: name, origin } = new URL(host.url)
  return [line, `Host: ${name}`, `Origin: ${origin}`, ...headers, '', ''].join('\r\n')
}
const upload = (): string =>
  head('POST /upload?name=a.jpg HTTP/1.1', `Cookie: ${cookie}`, 'Content-Length: 100000000')

/** Answers when the host has ended the connection by itself and no longer knows it: what is sent is turned away. */
async function gone(socket: Socket): Promise<void> {
  socket.resume()
  if (!socket.readableEnded && !socket.destroyed) {
    await new Promise<void>((resolve) => socket.once('end', resolve).once('close', () => resolve()))
  }
  while (!socket.destroyed) {
    socket.write('more')
    await sleep(20)
  }
}

/** All that the host says until it has said `wanted`. */
async function hear(socket: Socket, wanted: string): Promise<string> {
  let heard = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    heard += chunk
    if (heard.includes(wanted)) return heard
  }
  throw new Error(`The connection ended with: ${heard}`)
}

describe('a stranger', () => {
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']

  it('whose upgrade is refused is gone at once, six hundred times', async () => {
    await start()
    const request = head('GET /socket HTTP/1.1', ...upgrade, 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==')
    const sockets = await Promise.all(Array.from({ length: 600 }, () => say(request)))
    await Promise.all(sockets.map(gone))
  })

  it.each<[string, () => string]>([
    ['that says nothing', () => ''],
    ['that is slow with a request', () => 'GET / HTTP/1.1\r\nHost:'],
    ['that is slow with a token', () => head('POST /session HTTP/1.1', 'Content-Length: 43')],
    ['that is slow with an upload', () => head('POST /upload?name=a HTTP/1.1', 'Content-Length: 43')],
    ['that upgrades to something else', () => head('GET / HTTP/1.1', 'Connection: Upgrade', 'Upgrade: h2c')],
    ['that stays after its answer', () => head('GET / HTTP/1.1')],
  ])('%s is gone after its time', async (_, text) => {
    await start({ stranger: 300 })
    await gone(await say(text()))
  })

  it('makes room for who comes later, and pushes nobody out who is known', async () => {
    await start()
    const request = head('GET / HTTP/1.1', `Cookie: ${cookie}`)
    const known = await say(request)
    await hear(known, '<title>Tintype</title>')
    const first = await say('')
    for (let stranger = 0; stranger < 150; stranger++) await say('')
    await gone(first)
    known.write(request)
    await hear(known, '<title>Tintype</title>')
    await hear(await say(request), '<title>Tintype</title>')
  })
})

describe('a known client', () => {
  it('that is slow with its headers is gone after its time', async () => {
    await start({ headers: 300 })
    const socket = await say(head('GET / HTTP/1.1', `Cookie: ${cookie}`))
    await hear(socket, '<title>Tintype</title>')
    socket.write('GET / HTTP/1.1\r\nHost:')
    await gone(socket)
  })

  it('whose upload hardly moves is gone, and nothing of it stays', async () => {
    await start({ body: 300 })
    await gone(await say(`${upload()}a`))
    await expect
      .poll(async () => (await readdir(join(folder, 'originals'), { recursive: true })).length)
      .toBeLessThanOrEqual(1)
  })

  it('whose upload moves may take far longer than the deadline', async () => {
    await start({ body: 1200 })
    const bytes = 20 * 2 ** 16
    const request = head('POST /upload?name=a.jpg HTTP/1.1', `Cookie: ${cookie}`, `Content-Length: ${bytes}`)
    const socket = await say(request)
    for (let piece = 0; piece < 20; piece++) {
      socket.write(Buffer.alloc(2 ** 16))
      await sleep(100)
    }
    await hear(socket, '"path"')
  })

  it('waits for what takes long to make', async () => {
    const resource: AppServer['resource'] = async () => {
      await sleep(700)
      return { type: 'image/webp', body: picture.bytes }
    }
    await start({ stranger: 300, headers: 300, body: 300, answer: 300 }, { resource })
    const socket = await say(head(`GET /photo/thumb/1/${picture.hash} HTTP/1.1`, `Cookie: ${cookie}`))
    await hear(socket, 'RIFF')
  })

  it('that does not take its answer is gone after its time', async () => {
    const body = new Uint8Array(64 * 2 ** 20)
    await start({ answer: 300 }, { resource: async () => ({ type: 'image/webp', body }) })
    const socket = await say(head(`GET /photo/thumb/1/${picture.hash} HTTP/1.1`, `Cookie: ${cookie}`))
    socket.pause()
    await sleep(1500)
    let taken = 0
    socket.on('data', (chunk) => {
      taken += chunk.byteLength
    })
    await gone(socket)
    expect(taken).toBeLessThan(body.byteLength)
  })
})

it('the host ends with whatever is open', async () => {
  await start()
  const texts = [
    ...Array<string>(50).fill(upload()),
    ...Array<string>(50).fill('GET'),
    head('GET / HTTP/1.1'),
  ]
  const sockets = await Promise.all(texts.map(say))
  await host.close()
  await Promise.all(sockets.map(gone))
  await start()
})

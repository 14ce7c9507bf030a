import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { type Host, startHost } from '../../../src/main/web/loopback-host.ts'
import { type AppConnection, connectApp, type LinkState } from '../../../src/shared/contract/app-client.ts'
import { socketChannel } from '../../../src/shared/contract/socket-channel.ts'
import { encodeMessage } from '../../../src/shared/rpc/bytes.ts'
import { servedApp } from '../../fixtures/served-app/app.ts'

let folder: string
let host: Host
let cookie: string
let app: AppConnection
let sockets: NodeWebSocket[]

const start = async (port = 0): Promise<void> => {
  host = await startHost({ app: servedApp(folder), pages: folder, port })
  const { origin, hash } = new URL(host.url)
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin },
    body: hash.slice(1),
  })
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-client-'))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), '')
  await start()
  sockets = []
  // A browser's socket sends origin and cookie by itself.
  vi.stubGlobal(
    'WebSocket',
    class extends NodeWebSocket {
      constructor(url: string) {
        super(url, { headers: { origin: new URL(host.url).origin, cookie } })
        this.on('error', () => {})
        sockets.push(this)
      }
    },
  )
  app = connectApp(socketChannel(`ws://${new URL(host.url).host}/socket`))
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await host.close()
  await rm(folder, { recursive: true })
})

describe('the app over a WebSocket', () => {
  it('carries L one way and a*b* back, bit for bit', async () => {
    const l = { data: Float32Array.from({ length: 12 }, (_, i) => i / 3), width: 4, height: 3 }
    const { ab } = await app.client.predict({ l, model: 'any' })
    expect(ab.data).toBeInstanceOf(Float32Array)
    expect(Array.from(ab.data)).toEqual(
      Array.from({ length: 24 }, (_, i) => Math.fround(l.data[i >> 1]! / 2)),
    )
  })

  it('passes typed errors on, refusals of arguments among them', async () => {
    await expect(app.client.rehint({ key: 'k', hints: [] })).rejects.toMatchObject({
      kind: 'features-gone',
      details: { key: 'gone' },
    })
    await expect(app.client['photos.get']({ id: -1 })).rejects.toMatchObject({ kind: 'bad-request' })
  })

  it('tells events to who listens, and no longer when the subscription ends', async () => {
    const themes: string[] = []
    const end = app.on('settings.changed', ({ theme }) => themes.push(theme))
    await app.client['settings.set']({ theme: 'dark' })
    await vi.waitFor(() => expect(themes).toEqual(['dark']))
    end()
    await app.client['settings.set']({ theme: 'light' })
    await app.client['settings.get']({})
    expect(themes).toEqual(['dark'])
  })

  it('survives frames that are no calls', async () => {
    await app.client['settings.get']({})
    for (const message of [
      null,
      7,
      [],
      { t: 'q' },
      { t: 'q', i: '1', m: 'constructor', a: [{}] },
      { t: 'x' },
    ]) {
      sockets[0]!.send(encodeMessage(message))
    }
    await expect(app.client['settings.get']({})).resolves.toMatchObject({ theme: 'system' })
  })

  it('fails calls under way when the host goes, keeps new ones until it is back', async () => {
    const states: LinkState['up'][] = []
    app.onLink(({ up }) => states.push(up))
    await app.client['settings.get']({})
    const measured = expect(app.client['engine.measure']({})).rejects.toMatchObject({
      kind: 'worker-crashed',
    })
    const { port } = new URL(host.url)
    await host.close()
    await measured
    const asked = app.client['settings.get']({})
    await start(Number(port))
    await expect(asked).resolves.toMatchObject({ theme: 'system' })
    expect(states.at(-1)).toBe(true)
    expect(states).toContain(false)
  })
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { picture } from '../../fixtures/served-app/app.ts'
import { startElectronApp } from '../../fixtures/shell/electron-app.ts'

const binary = process.env.TINTYPE_ELECTRON
const missing = binary
  ? process.getuid?.() === 0 && 'Run it as another user than root, for whom Chromium has no sandbox.'
  : 'Set TINTYPE_ELECTRON to its binary to run it.'

if (missing) process.stderr.write(`SKIPPED: the shell in a real Electron. ${missing}\n`)

describe.skipIf(missing)('the shell in a real Electron', () => {
  let app: Awaited<ReturnType<typeof startElectronApp>>
  beforeAll(async () => {
    app = await startElectronApp(binary!)
    await vi.waitFor(async () => expect(await app.evaluate('links.some(({ up }) => up)')).toBe(true), 20_000)
  }, 90_000)
  afterAll(() => app?.remove())

  it('carries L to core and a*b* back, bit for bit', async () => {
    const answer = await app.evaluate(`
      client.predict({ l: { data: Float32Array.of(1, 50.25, 99), width: 3, height: 1 }, model: 'any' })
        .then(({ ab }) => [ab.data.constructor.name, ...ab.data])`)
    expect(answer).toEqual(['Float32Array', 0.5, 0.5, 25.125, 25.125, 49.5, 49.5])
  })

  it('carries refusals and events', async () => {
    expect(await app.evaluate(`client.rehint({ key: 'k', hints: [] }).catch(({ kind }) => kind)`)).toBe(
      'features-gone',
    )
    await app.evaluate(`client['settings.set']({ theme: 'dark' })`)
    await expect.poll(() => app.evaluate('themes')).toEqual(['dark'])
  })

  it('gives pictures by photo:, and nothing else by it', async () => {
    const fetched = (path: string): Promise<unknown> =>
      app.evaluate(`fetch('photo://library/${path}').then(async (answer) =>
        answer.ok ? [...new Uint8Array(await answer.arrayBuffer())] : answer.status).catch(() => 'failed')`)
    expect(await fetched(`thumb/1/${picture.hash}`)).toEqual([...picture.bytes])
    expect(await fetched('thumb/1/0000000000000000')).not.toBeInstanceOf(Array)
    expect(await fetched('../etc/passwd')).not.toBeInstanceOf(Array)
    expect(await fetched('export/1')).not.toBeInstanceOf(Array)
  })

  it('gives the page neither Node nor Electron, only the bridge', async () => {
    expect(await app.evaluate('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ])
    expect(await app.evaluate('Object.keys(tintype).sort()')).toEqual(
      [
        'app',
        'chooseLibrary',
        'exportFolder',
        'onCommand',
        'onOpen',
        'openFolder',
        'openModel',
        'openPhotos',
        'pathOf',
        'quit',
        'showItem',
      ].sort(),
    )
  })

  it('lets the page reach no network, no file, no inline script', async () => {
    const reach = (url: string): Promise<unknown> =>
      app.evaluate(`fetch('${url}').then(() => 'reached', () => 'refused')`)
    expect(await reach('https://example.com/')).toBe('refused')
    expect(await reach('http://127.0.0.1:9/')).toBe('refused')
    expect(await reach('file:///etc/passwd')).toBe('refused')
    await app.evaluate(`{
      const script = document.createElement('script')
      script.textContent = 'globalThis.injected = true'
      document.head.append(script)
    }`)
    expect(await app.evaluate('typeof injected')).toBe('undefined')
  })

  it('stays where it is: no other page, no other window', async () => {
    expect(await app.evaluate(`open('https://example.com/') === null`)).toBe(true)
    await app.evaluate(`void (location.href = 'https://example.com/')`)
    await app.evaluate(`void (location.href = 'file:///etc/passwd')`)
    await expect.poll(() => app.address()).toBe('app://tintype/')
  })

  it('answers its own calls with typed errors', async () => {
    expect(await app.evaluate(`tintype.showItem('/not/there').then(({ error }) => error.kind)`)).toBe(
      'file-not-found',
    )
    expect(await app.evaluate(`tintype.showItem(7).then(({ error }) => error.kind)`)).toBe('bad-request')
  })

  it('starts core anew when it crashes, and tells the page', async () => {
    const kind = await app.evaluate(`client['import.samples']({}).catch(({ kind }) => kind)`)
    expect(kind).toBe('worker-crashed')
    await expect
      .poll(() => app.evaluate(`client['settings.get']({}).then(({ theme }) => theme)`), { timeout: 20_000 })
      .toBe('system')
    expect(await app.evaluate('links.map(({ up }) => up).slice(-2)')).toEqual([false, true])
  })

  it('runs once: a second start hands its paths over and ends', async () => {
    await app.again([app.library])
    await expect.poll(() => app.evaluate('opened')).toEqual([app.library])
  })

  it('says so when core keeps crashing, and starts it again when asked', async () => {
    const crash = (): Promise<unknown> =>
      app.evaluate(`client['import.samples']({}).catch(({ kind }) => kind)`)
    // The third in a row: one was above.
    expect([await crash(), await crash()]).toEqual(['worker-crashed', 'worker-crashed'])
    await expect.poll(() => app.address(), { timeout: 10_000 }).toBe('app://tintype/stopped')
    await expect.poll(() => app.evaluate('document.body.innerText')).toContain('Tintype has stopped')
    await app.evaluate(`document.querySelector('a').click()`)
    await expect.poll(() => app.address()).toBe('app://tintype/')
    await vi.waitFor(async () => expect(await app.evaluate('links.at(-1)')).toEqual({ up: true }), 20_000)
  })

  it('closes the library before it ends', async () => {
    expect(await app.quit()).toBe(0)
    expect(existsSync(join(app.library, 'closed'))).toBe(true)
  })
})

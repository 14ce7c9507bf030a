import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoreProcess } from '../../../src/main/electron/core-process.ts'
import { ShellLog } from '../../../src/main/electron/shell-log.ts'
import { type AppConnection, connectApp, type LinkState } from '../../../src/shared/contract/app-client.ts'
import type { WireError } from '../../../src/shared/errors.ts'
import { maxFrameBytes } from '../../../src/shared/rpc/bytes.ts'
import { picture } from '../../fixtures/served-app/app.ts'

const entry = fileURLToPath(new URL('../../fixtures/served-app/core.ts', import.meta.url))

let library: string
let core: CoreProcess
let log: ShellLog
let app: AppConnection
let links: LinkState[]
let givenUp: WireError | undefined

/** The shell's relay without Electron: a client right behind the process. */
function begin(plan: { entry: string; library: string } = { entry, library }): void {
  let receive: (frame: Uint8Array) => void = () => {}
  let watch: (state: LinkState) => void = () => {}
  core = new CoreProcess(
    { node: process.execPath, ...plan },
    {
      onFrame: (frame) => receive(frame),
      onLink: (state) => {
        links.push(state)
        watch(state)
      },
      onGivenUp: (reason) => {
        givenUp = reason
      },
    },
    log,
  )
  app = connectApp({
    send: (frame) => core.send(frame),
    receive: (listener) => {
      receive = listener
    },
    watch: (listener) => {
      watch = listener
    },
  })
  core.start()
}

beforeEach(async () => {
  library = await mkdtemp(join(tmpdir(), 'tintype-core-'))
  log = new ShellLog()
  links = []
  givenUp = undefined
})
afterEach(async () => {
  await core.stop()
  await rm(library, { recursive: true, force: true })
})

describe('the core process of the shell', () => {
  it('answers the user interface, typed arrays bit for bit', async () => {
    begin()
    const data = Float32Array.from({ length: 300_000 }, (_, i) => i % 100)
    const { ab } = await app.client.predict({ l: { data, width: 600, height: 500 }, model: 'any' })
    expect(ab.data.length).toBe(600_000)
    expect(ab.data.every((value, i) => value === Math.fround(data[i >> 1]! / 2))).toBe(true)
  })

  it('gives the shell pictures, and says which are not there', async () => {
    begin()
    await app.client['settings.get']({})
    expect((await core.resource({ kind: 'thumb', photo: 1, picture: picture.hash })).body).toEqual(
      picture.bytes,
    )
    await expect(core.resource({ kind: 'thumb', photo: 1, picture: '0'.repeat(16) })).rejects.toMatchObject({
      kind: 'file-not-found',
    })
  })

  it('is not harmed by frames that are none, or over the limit', async () => {
    begin()
    await app.client['settings.get']({})
    for (const frame of ['text', null, new Uint8Array(maxFrameBytes + 1), Uint8Array.of(0xc1)])
      core.send(frame)
    await expect(app.client['settings.get']({})).resolves.toMatchObject({ theme: 'system' })
    expect(links).toEqual([{ up: true }])
  })

  it('comes back after a crash; the call under way fails with the reason', async () => {
    begin()
    await expect(app.client['import.samples']({})).rejects.toMatchObject({ kind: 'worker-crashed' })
    await expect(app.client['settings.get']({})).resolves.toBeDefined()
    expect(links.map(({ up }) => up)).toEqual([true, false, true])
  })

  it('is given up when it keeps crashing, and starts again when asked', async () => {
    begin()
    for (let crash = 0; crash < 3; crash += 1) {
      await expect(app.client['import.samples']({})).rejects.toMatchObject({ kind: 'worker-crashed' })
    }
    await vi.waitFor(() => expect(givenUp).toMatchObject({ kind: 'worker-crashed' }))
    core.start()
    await expect(app.client['settings.get']({})).resolves.toBeDefined()
  })

  it('that cannot start is given up at once, with its own reason', async () => {
    begin({ entry, library: 'cannot' })
    await vi.waitFor(() => expect(givenUp).toMatchObject({ kind: 'library-locked' }), 10_000)
    expect(links).toEqual([{ up: false, reason: givenUp }])
  })

  it('gets what the shell has to say for the log, also what was said before it ran', async () => {
    log.tell('warn', 'Said before.')
    begin()
    await app.client['settings.get']({})
    await expect(app.client['import.samples']({})).rejects.toMatchObject({ kind: 'worker-crashed' })
    await app.client['settings.get']({})
    await vi.waitFor(async () => {
      const lines = (await readFile(join(library, 'log'), 'utf8')).trim().split('\n')
      const said = lines.map((line) => JSON.parse(line))
      expect(said.map(({ process, msg }) => `${process}: ${msg}`)).toEqual([
        'shell: Said before.',
        'shell: Core was started.',
        'shell: Core died.',
        'shell: Core was started.',
      ])
    })
  })

  it('closes the library when it is stopped, and opens another', async () => {
    begin()
    await app.client['settings.get']({})
    await core.restart(await mkdtemp(join(library, 'other-')))
    expect(existsSync(join(library, 'closed'))).toBe(true)
    await expect(app.client['settings.get']({})).resolves.toBeDefined()
  })
})

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { IpcGuard } from '../../../src/main/electron/ipc-guard.ts'
import { TintypeError } from '../../../src/shared/errors.ts'
import { ipcMain } from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const contents = {}
const own = { url: 'app://tintype/', parent: null }
const good = { sender: contents, senderFrame: own }
const bad: [string, object][] = [
  ['another window', { ...good, sender: {} }],
  ['a frame that is gone', { ...good, senderFrame: null }],
  ['a frame within the page', { ...good, senderFrame: { ...own, parent: own } }],
  ['another scheme', { ...good, senderFrame: { ...own, url: 'file:///app://tintype/' } }],
  ['another host', { ...good, senderFrame: { ...own, url: 'app://tintype.evil/' } }],
  ['another host behind a user name', { ...good, senderFrame: { ...own, url: 'app://tintype@evil/' } }],
  ['no address', { ...good, senderFrame: { ...own, url: '' } }],
]

const contract = {
  double: { args: z.object({ n: z.number() }), result: z.object({ n: z.number() }) },
  fail: { args: z.object({}), result: z.object({}) },
}

let refused: string[]
let guard: IpcGuard
beforeEach(() => {
  ipcMain.removeAllListeners()
  refused = []
  guard = new IpcGuard(
    () => contents as never,
    (reason) => refused.push(reason),
  )
})

describe('messages', () => {
  it('of the own page come in', () => {
    const heard: unknown[] = []
    guard.on('tintype:frame', (payload) => heard.push(payload))
    ipcMain.emit('tintype:frame', good, 'hello')
    expect(heard).toEqual(['hello'])
  })

  it.each(bad)('of %s are left out and reported', (_, event) => {
    const heard: unknown[] = []
    guard.on('tintype:frame', (payload) => heard.push(payload))
    ipcMain.emit('tintype:frame', event, 'hello')
    expect(heard).toEqual([])
    expect(refused).toHaveLength(1)
  })

  it('on channels of others get no listener', () => {
    expect(() => guard.on('ELECTRON_BROWSER_REQUIRE', () => {})).toThrow(RangeError)
  })
})

describe('calls', () => {
  const call = (name: string, event: object, args: unknown): unknown =>
    ipcMain.handlers.get(`tintype:${name}`)?.(event, args)
  beforeEach(() => {
    guard.serve(contract, {
      double: ({ n }) => ({ n: 2 * n }),
      fail: () => {
        throw new TintypeError('file-not-found', 'It is gone.')
      },
    })
  })

  it('of the own page are answered', async () => {
    await expect(call('double', good, { n: 4 })).resolves.toEqual({ result: { n: 8 } })
  })

  it('out of contract are refused with a typed error, as are those that fail', async () => {
    await expect(call('double', good, { n: 'four' })).resolves.toMatchObject({
      error: { kind: 'bad-request' },
    })
    await expect(call('fail', good, {})).resolves.toEqual({
      error: { kind: 'file-not-found', message: 'It is gone.' },
    })
  })

  it.each(bad)('of %s are rejected', async (_, event) => {
    await expect(call('double', event, { n: 4 })).rejects.toThrow('Refused.')
    expect(refused).toHaveLength(1)
  })
})

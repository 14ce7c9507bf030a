import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import type { ShellBridge } from '../../../src/shared/contract/shell.ts'

const { ipcRenderer, exposed } = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events')
  return {
    ipcRenderer: Object.assign(new EventEmitter(), {
      send: vi.fn(),
      invoke: vi.fn(async () => ({ result: {} })),
    }),
    exposed: {} as Record<string, unknown>,
  }
})
vi.mock('electron', () => ({
  ipcRenderer,
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (exposed[name] = value) },
  webUtils: { getPathForFile: () => '/dropped.jpg' },
}))

await import('../../../src/main/preload/preload.ts')
const bridge = exposed.tintype as ShellBridge

it('exposes one bridge of functions, nothing of Electron', () => {
  expect(Object.keys(exposed)).toEqual(['tintype'])
  const values = [
    ...Object.values(bridge).filter((value) => value !== bridge.app),
    ...Object.values(bridge.app),
  ]
  expect(values.every((value) => typeof value === 'function')).toBe(true)
})

it('hands listeners the message without the event', () => {
  const heard: unknown[][] = []
  const listener = (...words: unknown[]): void => void heard.push(words)
  bridge.app.receive(listener)
  bridge.app.watch(listener)
  bridge.onOpen(listener)
  bridge.onCommand(listener)
  const event = { sender: ipcRenderer }
  for (const name of ['frame', 'link', 'open', 'command']) ipcRenderer.emit(`tintype:${name}`, event, name)
  expect(heard).toEqual([['frame'], ['link'], ['open'], ['command']])
  expect(ipcRenderer).toBeInstanceOf(EventEmitter)
})

it('sends each message on its own channel', async () => {
  ipcRenderer.send.mockClear()
  bridge.app.send(Uint8Array.of(1))
  bridge.app.watch(() => {})
  bridge.onOpen(() => {})
  await bridge.openPhotos()
  await bridge.openFolder()
  await bridge.exportFolder()
  await bridge.openModel()
  await bridge.showItem('/a')
  expect(ipcRenderer.send.mock.calls).toEqual([
    ['tintype:frame', Uint8Array.of(1)],
    ['tintype:link'],
    ['tintype:open'],
  ])
  expect(ipcRenderer.invoke.mock.calls).toEqual([
    ['tintype:dialog.openPhotos', {}],
    ['tintype:dialog.openFolder', {}],
    ['tintype:dialog.exportFolder', {}],
    ['tintype:dialog.openModel', {}],
    ['tintype:shell.showItem', { path: '/a' }],
  ])
  expect(bridge.pathOf({} as File)).toBe('/dropped.jpg')
})

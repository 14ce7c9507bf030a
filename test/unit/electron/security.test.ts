import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { denyPermissions, setupSecurity } from '../../../src/main/electron/security.ts'
import { app, FakeWebContents } from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

setupSecurity()
const contents = new FakeWebContents()
app.emit('web-contents-created', {}, contents)

/** Whether an event of the page is stopped. */
function stopped(name: string, address: string): boolean {
  let prevented = false
  const event = { url: address, preventDefault: () => (prevented = true) }
  contents.emit(name, event, address)
  return prevented
}

describe('every page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('goes nowhere else: %s', (name) => {
    const foreign = [
      'https://example.com/',
      'http://localhost/app://tintype/',
      'file:///etc/passwd',
      'app://other/',
      'app://tintype.evil/',
      'app://user@tintype/',
      'javascript:alert(1)',
      'data:text/html,x',
      'photo://library/thumb/00',
      'nonsense',
    ]
    expect(foreign.filter((address) => !stopped(name, address))).toEqual([])
    expect(stopped(name, 'app://tintype/')).toBe(false)
    expect(stopped(name, 'app://tintype/stopped')).toBe(false)
  })

  it('opens no window and holds no other page', () => {
    expect(contents.windowOpen?.()).toEqual({ action: 'deny' })
    expect(stopped('will-attach-webview', '')).toBe(true)
  })

  it('is given no permission and no device, and downloads nothing', () => {
    const handlers: Record<string, (...words: unknown[]) => unknown> = {}
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: (handler: never) => (handlers.request = handler),
      setPermissionCheckHandler: (handler: never) => (handlers.check = handler),
      setDevicePermissionHandler: (handler: never) => (handlers.device = handler),
    })
    denyPermissions(session as never)
    const answer = vi.fn()
    handlers.request?.({}, 'media', answer)
    expect(answer).toHaveBeenCalledWith(false)
    expect([handlers.check?.(), handlers.device?.()]).toEqual([false, false])
    const download = { preventDefault: vi.fn() }
    session.emit('will-download', download)
    expect(download.preventDefault).toHaveBeenCalled()
  })
})

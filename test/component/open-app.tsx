import { cleanup, configure, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { afterEach, beforeAll, vi } from 'vitest'
import { App } from '../../src/renderer/app/app.tsx'
import { startText } from '../../src/renderer/text/i18n.ts'
import { InventedApp } from '../fixtures/app-server/server.ts'

// No test of how quick the machine is: a busy one takes seconds for what a quiet one does at once.
configure({ asyncUtilTimeout: 15_000 })

/** The window that components are laid out in, px; happy-dom lays nothing out itself. */
const width = 1200
const height = 800

beforeAll(async () => {
  const sizes = { offsetWidth: width, offsetHeight: height, clientWidth: width, clientHeight: height }
  for (const [name, value] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
  }
  HTMLElement.prototype.scrollTo = vi.fn()
  HTMLElement.prototype.setPointerCapture = vi.fn()
  HTMLElement.prototype.hasPointerCapture = () => false
  await startText('en')
})

afterEach(async () => {
  cleanup()
  await i18next.changeLanguage('en')
})

/** The whole app over an invented core, as a user finds it. */
export function openApp(options: ConstructorParameters<typeof InventedApp>[0] = {}) {
  const core = new InventedApp({ detail: 0.02, ...options })
  const user = userEvent.setup()
  render(<App host={core.host()} opening={core.opening} />)
  const called = (name: string) => core.calls.filter((call) => call.name === name).map(({ args }) => args)
  return { core, user, called }
}

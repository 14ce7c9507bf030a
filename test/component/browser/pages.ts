import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Page } from 'playwright-core'
import { createServer } from 'vite'
import { launchChromium } from './launch.ts'

/** A Chromium beside the renderer's sources over the invented core; `undefined` where there is no browser. */
export async function openPages() {
  const browser = await launchChromium()
  if (!browser) return undefined
  const cache = await mkdtemp(join(tmpdir(), 'tintype-pages-'))
  const server = await createServer({
    configFile: false,
    root: 'test/fixtures/app-server',
    plugins: [react()],
    logLevel: 'error',
    // Its own: servers that prepare their dependencies in one place reload each other's pages.
    cacheDir: cache,
    server: { host: '127.0.0.1', port: 0, fs: { allow: [process.cwd()] } },
  })
  await server.listen()
  const address = server.resolvedUrls?.local[0]
  if (!address) throw new Error('The server of the sources has no address.')
  // Dependencies that are found only now reload the page: this one, and none that is tested.
  const first = await browser.newPage()
  await first.goto(address, { waitUntil: 'networkidle' })
  await first.getByRole('listbox', { name: 'Photos' }).waitFor()
  await first.close()
  return {
    /** The app in a new page, in the given theme and size. */
    async app(colorScheme: 'dark' | 'light', query = ''): Promise<Page> {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } })
      await page.goto(address + query)
      return page
    },
    /** Calls an exported function of a module inside a page; argument and answer cross as JSON. */
    async run<Answer>(module: string, name: string, argument: unknown): Promise<Answer> {
      const page = await browser.newPage()
      await page.goto(`${address}blank.txt`)
      const script = `import('/@fs${process.cwd()}/${module}').then((m) => m.${name}(${JSON.stringify(argument)}))`
      const answer = await page.evaluate<Answer>(script)
      await page.close()
      return answer
    },
    async close() {
      await browser.close()
      await server.close()
      await rm(cache, { recursive: true, force: true })
    },
  }
}

import type { Page } from 'playwright-core'
import { preview } from 'vite'
import { buildInvented } from '../../fixtures/built-pages.ts'
import { launchChromium } from './launch.ts'

/** A Chromium beside the renderer over the invented core; `undefined` where there is no browser. */
export async function openPages() {
  const browser = await launchChromium()
  if (!browser) return undefined
  // Built, for each page of a browser asks for every file anew.
  const folder = await buildInvented()
  const server = await preview({
    ...{ configFile: false, root: 'test/fixtures/app-server', logLevel: 'error' },
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const address = server.resolvedUrls?.local[0]
  if (!address) throw new Error('The server of the pages has no address.')
  let composing: Promise<Page> | undefined
  return {
    /** The app in a new page, in the given theme and size. */
    async app(colorScheme: 'dark' | 'light', query = ''): Promise<Page> {
      const page = await browser.newPage({
        ...{ colorScheme, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' },
        // Without a graphics card a page costs what its pixels cost.
        deviceScaleFactor: 0.25,
      })
      await page.goto(address + query)
      return page
    },
    /** Calls a function of `compose.ts` inside a page; argument and answer cross as JSON. */
    async compose<Answer>(name: string, argument: unknown): Promise<Answer> {
      composing ??= browser.newPage().then(async (page) => {
        await page.goto(`${address}compose.js`)
        return page
      })
      const script = `import('/compose.js').then((m) => m.${name}(${JSON.stringify(argument)}))`
      return (await composing).evaluate<Answer>(script)
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

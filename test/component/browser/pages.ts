import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Page } from 'playwright-core'
import { build, preview } from 'vite'
import { launchChromium } from './launch.ts'

/** A Chromium beside the renderer over the invented core; `undefined` where there is no browser. */
export async function openPages() {
  const browser = await launchChromium()
  if (!browser) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'tintype-pages-'))
  const common = { configFile: false, root: 'test/fixtures/app-server', logLevel: 'error' } as const
  // Built, for each page of a browser asks for every file anew.
  await build({
    ...common,
    plugins: [react()],
    build: {
      ...{ outDir: folder, emptyOutDir: true, target: 'esnext', minify: false, reportCompressedSize: false },
      rolldownOptions: {
        input: {
          index: 'test/fixtures/app-server/index.html',
          compose: 'test/component/browser/compose.ts',
        },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  const server = await preview({
    ...common,
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
        // No graphics card: a quarter of the pixels is a quarter of the work.
        deviceScaleFactor: 0.5,
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
      await rm(folder, { recursive: true, force: true })
    },
  }
}

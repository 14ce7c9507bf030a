import type { Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openPages } from './pages.ts'

/** Tests in Develop, each with a photo that was just coloured; skipped where there is no browser. */
export function developTests(): (name: string, work: (page: Page) => Promise<void>) => void {
  let pages: Awaited<ReturnType<typeof openPages>>
  beforeAll(async () => {
    pages = await openPages()
  })
  afterAll(() => pages?.close())
  return (name, work) =>
    test(name, async ({ skip }) => {
      if (!pages) return skip('no Chromium')
      const page = await pages.app('dark', '?photos=3&detail=0.25&pace=5')
      // Told to the page at once: a pointer waits for every picture of it.
      await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').nth(1).dispatchEvent('dblclick')
      await page.getByRole('button', { name: 'Colour this photo' }).dispatchEvent('click')
      await page.getByRole('button', { name: 'Keep this version' }).waitFor()
      await work(page)
      await page.close()
    })
}

import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest'
import { launchChromium } from '../../component/browser/launch.ts'
import { buildRenderer } from '../../fixtures/built-pages.ts'
import { patience } from './app-page.ts'
import { Place } from './served-app.ts'

const skipped = 'no Chromium starts here'

type Step = (name: string, work: () => Promise<void>, timeout?: number) => void

/** Tests of one file that follow on each other, in one browser and one place; skipped where there is no browser. */
export function story(prepare: (browser: Browser, place: Place) => Promise<void>): Step {
  let browser: Browser | undefined
  let place: Place | undefined
  beforeAll(async () => {
    browser = await launchChromium()
    if (!browser) return
    await buildRenderer()
    place = await Place.make()
    await prepare(browser, place)
  }, 2 * patience)
  afterAll(async () => {
    await browser?.close()
    await place?.remove()
  }, patience)
  return (name, work, timeout = 3 * patience) =>
    test(name, { timeout }, async ({ skip }) => {
      if (!browser) return skip(skipped)
      await work()
    })
}

/** Tests that each have a place to themselves in one browser; skipped where there is no browser. */
export function scenes(prepare: (browser: Browser, place: Place) => Promise<void> | void): void {
  let browser: Browser | undefined
  let place: Place | undefined
  beforeAll(async () => {
    browser = await launchChromium()
    if (browser) await buildRenderer()
  }, 2 * patience)
  afterAll(() => browser?.close())
  beforeEach(async ({ skip }) => {
    if (!browser) return skip(skipped)
    place = await Place.make()
    await prepare(browser, place)
  })
  afterEach(() => place?.remove(), patience)
}

import { expect } from 'vitest'
import { allLooks, everyView, fewLooks } from './support/every-view.ts'
import { allowed, differingBlocks, keeping } from './support/screenshots.ts'

const view = everyView(keeping ? allLooks : fewLooks)

view('what the comparison of screenshots can tell', async ({ page }) => {
  const seen = await page.screenshot()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await page.screenshot()
  expect(await differingBlocks(seen, seen)).toBe(0)
  expect(await differingBlocks(seen, dark)).toBeGreaterThan(0.5)
  const style = '[aria-labelledby="settings-library"] { visibility: hidden }'
  expect(await differingBlocks(dark, await page.screenshot({ style }))).toBeGreaterThan(allowed)
})

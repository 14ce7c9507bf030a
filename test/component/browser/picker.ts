import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const stage = (page: Page) => page.getByRole('group', { name: /^Photo/ })
export const picker = (page: Page) => page.getByRole('dialog', { name: 'Colour of this spot' })

/** No test of how quick the machine is. */
export const patience = { timeout: 20_000 }

/** Opens the picker at fractions of what is seen of the photo. @returns the spot, px of the window */
export async function point(page: Page, x: number, y: number) {
  const box = (await stage(page).boundingBox())!
  const spot = { x: box.x + x * box.width, y: box.y + y * box.height }
  await page.mouse.click(spot.x, spot.y)
  await picker(page).getByRole('toolbar', { name: 'Likely here' }).waitFor()
  return spot
}

/** Whether the picker lies inside the window, and the pin of a spot beside it. */
export async function isBeside(page: Page, spot: { x: number; y: number }): Promise<boolean> {
  const { x, y, width, height } = (await picker(page).boundingBox())!
  const window = page.viewportSize()!
  const isInside = x >= 0 && y >= 0 && x + width <= window.width && y + height <= window.height
  const pin = 11
  const isCovered =
    spot.x + pin > x && spot.x - pin < x + width && spot.y + pin > y && spot.y - pin < y + height
  return isInside && !isCovered
}

/** The last ones as a window of 1024 px is at 150 and at 200 %. */
export const windows = [
  [1024, 640],
  [1280, 800],
  [1920, 1080],
  [683, 512],
  [512, 400],
] as const

/** Parts of the photo, in fractions of what is seen of it. */
export const places = [
  [0.03, 0.05],
  [0.5, 0.5],
  [0.95, 0.5],
  [0.3, 0.95],
  [0.7, 0.1],
] as const

interface Case {
  window: (typeof windows)[number]
  place: (typeof places)[number]
}

/** Opens the picker in windows and places: it never lies on its spot. */
export async function expectBeside(page: Page, cases: readonly Case[]): Promise<void> {
  for (const { window, place } of cases) {
    const [[width, height], [x, y]] = [window, place]
    await page.setViewportSize({ width, height })
    // A photo larger than its stage, so that every part of the stage is photo.
    await page.getByRole('button', { name: '100 %', exact: true }).click()
    const spot = await point(page, x, y)
    await expect
      .poll(() => isBeside(page, spot), { ...patience, message: `${width} px, ${place}` })
      .toBe(true)
    await page.keyboard.press('Escape')
    await picker(page).waitFor({ state: 'hidden' })
  }
}

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { developTests } from './browser/develop-tests.ts'
import { violations } from './browser/violations.ts'

/** Brushes, eraser, groups and copies of hints, by pointer and by keyboard, in a real browser. */
const inDevelop = developTests()

type Spot = readonly [x: number, y: number]

const stage = (page: Page) => page.getByRole('group', { name: /^Photo/ })
const picker = (page: Page) => page.getByRole('dialog', { name: 'Colour of this spot' })
const pins = (page: Page) => stage(page).getByRole('button', { name: /^Hint \d+,/ })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const tool = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })
const reaches = (page: Page) =>
  page.getByRole('radio', { name: /^(This spot|This thing|Everything like it)$/ })
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true })
const labels = (page: Page) =>
  pins(page).evaluateAll((all) => all.map((pin) => (pin as Element).getAttribute('aria-label')))

/** A place on the screen, in fractions of the stage. */
async function at(page: Page, [x, y]: Spot): Promise<Spot> {
  const { x: left, y: top, width, height } = (await stage(page).boundingBox())!
  return [left + x * width, top + y * height]
}

async function click(page: Page, spot: Spot): Promise<void> {
  await page.mouse.click(...(await at(page, spot)))
}

async function drag(page: Page, [first, ...others]: readonly Spot[], by: 'left' | 'middle' = 'left') {
  await page.mouse.move(...(await at(page, first!)))
  await page.mouse.down({ button: by })
  for (const spot of others) await page.mouse.move(...(await at(page, spot)), { steps: 6 })
  await page.mouse.up({ button: by })
}

/** Gives the hint whose picker is open the colour grey. */
async function grey(page: Page): Promise<void> {
  await picker(page).getByRole('button', { name: 'Grey', exact: true }).first().click()
  await picker(page).getByRole('button', { name: 'Done' }).click()
  await picker(page).waitFor({ state: 'hidden' })
}

async function placeOf(page: Page, number: number): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await pins(page)
    .nth(number - 1)
    .boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

async function twoPins(page: Page): Promise<void> {
  for (const spot of [
    [0.3, 0.3],
    [0.3, 0.5],
  ] as const) {
    await click(page, spot)
    await grey(page)
  }
}

inDevelop('the colour brush draws a stroke in one step, and the point does not', async (page) => {
  await drag(page, [
    [0.3, 0.6],
    [0.6, 0.6],
  ])
  expect(await picker(page).count()).toBe(0)
  await page.keyboard.press('p')
  expect(await tool(page, 'Colour brush').isChecked()).toBe(true)
  await drag(page, [
    [0.3, 0.6],
    [0.5, 0.6],
    [0.5, 0.8],
  ])
  await grey(page)
  expect(await labels(page)).toEqual(['Hint 1, Grey, stroke'])
  const [line] = await stage(page)
    .locator('svg path')
    .evaluateAll((paths) => paths.map((path) => (path as Element).getAttribute('d')))
  expect(line?.split('L')).toHaveLength(3)
  // A click with it is a pin.
  await click(page, [0.7, 0.3])
  await grey(page)
  expect(await labels(page)).toEqual(['Hint 1, Grey, stroke', 'Hint 2, Grey'])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await pins(page).count()).toBe(0)
})

inDevelop('keys alone draw a stroke', async (page) => {
  await stage(page).focus()
  await page.keyboard.press('Enter')
  await grey(page)
  await pins(page).first().focus()
  for (const key of ['Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+Shift+ArrowDown']) await page.keyboard.press(key)
  await expect.poll(() => labels(page)).toEqual(['Hint 1, Grey, stroke'])
  const line = stage(page).locator('svg path').first()
  expect((await line.getAttribute('d'))?.split('L')).toHaveLength(3)
  await page.keyboard.press('Control+z')
  expect((await line.getAttribute('d'))?.split('L')).toHaveLength(2)
})

inDevelop('with a brush in hand, Space and the middle button move the photo', async (page) => {
  await click(page, [0.5, 0.5])
  await grey(page)
  await button(page, '100 %').click()
  await page.keyboard.press('p')
  const across = [
    [0.6, 0.6],
    [0.5, 0.55],
  ] as const
  const before = await placeOf(page, 1)
  await drag(page, across, 'middle')
  const between = await placeOf(page, 1)
  expect(between.x).toBeLessThan(before.x - 50)
  await stage(page).focus()
  await page.keyboard.down('Space')
  await drag(page, across)
  await page.keyboard.up('Space')
  expect((await placeOf(page, 1)).x).toBeLessThan(between.x - 50)
  expect(await picker(page).count()).toBe(0)
  expect(await pins(page).count()).toBe(1)
})

inDevelop('the keep brush asks for no colour, and its marks have no reach', async (page) => {
  await tool(page, 'Keep brush').click()
  await click(page, [0.4, 0.3])
  await drag(page, [
    [0.4, 0.7],
    [0.6, 0.7],
  ])
  expect(await labels(page)).toEqual(['Hint 1, Kept', 'Hint 2, Kept, stroke'])
  expect(await picker(page).count()).toBe(0)
  expect(await reaches(page).count()).toBe(0)
  await page.keyboard.press('v')
  await pins(page).first().click()
  expect(await picker(page).count()).toBe(0)
})

inDevelop('the eraser takes pins and cuts strokes, in one step', async (page) => {
  await click(page, [0.5, 0.3])
  await grey(page)
  await page.keyboard.press('p')
  await drag(page, [
    [0.3, 0.6],
    [0.7, 0.6],
  ])
  await grey(page)
  await page.keyboard.press('e')
  await drag(page, [
    [0.5, 0.25],
    [0.5, 0.7],
  ])
  expect(await labels(page)).toEqual(['Hint 1, Grey, stroke', 'Hint 2, Grey, stroke'])
  await page.keyboard.press('Control+z')
  expect(await labels(page)).toEqual(['Hint 1, Grey', 'Hint 2, Grey, stroke'])
  await click(page, [0.5, 0.3])
  expect(await labels(page)).toEqual(['Hint 1, Grey, stroke'])
  // Beside everything it does nothing: one step back is the click before.
  await click(page, [0.8, 0.3])
  await page.keyboard.press('Control+z')
  expect(await pins(page).count()).toBe(2)
})

inDevelop('keys and the slider change the brush under the pointer', async (page) => {
  await page.keyboard.press('p')
  await page.mouse.move(...(await at(page, [0.5, 0.5])))
  const circle = stage(page).locator(':scope > span').last()
  const width = async () => (await circle.boundingBox())!.width
  const before = await width()
  await page.keyboard.press(']')
  await expect.poll(width).toBeGreaterThan(before * 1.2)
  await page.keyboard.press('[')
  await expect.poll(width).toBeCloseTo(before, 0)
  const slider = page.getByRole('slider', { name: 'Brush size' })
  await slider.focus()
  await page.keyboard.press('End')
  await page.mouse.move(...(await at(page, [0.5, 0.51])))
  await expect.poll(width).toBeGreaterThan(before * 4)
})

inDevelop('hints of a group are moved, coloured and removed together, each in one step', async (page) => {
  await twoPins(page)
  await box(page, 'Hint 1').check()
  expect(await box(page, 'Hint 2').isChecked()).toBe(true)
  await page.keyboard.press('Control+g')
  await box(page, 'Group 1').waitFor()
  expect(await violations(page)).toEqual([])
  const before = await placeOf(page, 2)
  await pins(page).first().focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => (await placeOf(page, 2)).x).toBeGreaterThan(before.x + 20)
  await page.keyboard.press('Control+z')
  expect((await placeOf(page, 2)).x).toBeCloseTo(before.x, 0)
  await pins(page).first().focus()
  await page.keyboard.press('Enter')
  await picker(page)
    .getByRole('button', { name: /^(Red|Rose|Brick|Orange|Noon sky|Teal|Violet|Denim)$/ })
    .first()
    .click()
  await picker(page).getByRole('button', { name: 'Done' }).click()
  const [first, second] = await labels(page)
  expect(first).not.toBe('Hint 1, Grey')
  expect(second).toBe(first?.replace('1', '2'))
  await button(page, 'Remove Group 1').click()
  expect(await pins(page).count()).toBe(0)
  await page.keyboard.press('Control+z')
  expect(await labels(page)).toEqual([first, second])
  await box(page, 'Group 1').check()
  await page.keyboard.press('Control+Shift+g')
  await box(page, 'Hint 2').waitFor()
  expect(await box(page, 'Group 1').count()).toBe(0)
})

inDevelop('Ctrl and Shift select in the list, which is worked by the keyboard alone, too', async (page) => {
  await twoPins(page)
  const row = (number: number) => page.locator('aside').getByRole('button', { name: `Hint ${number} Grey` })
  await row(1).click({ modifiers: ['Shift'] })
  await expect.poll(() => box(page, 'Hint 1').isChecked()).toBe(true)
  await row(1).click({ modifiers: ['Control'] })
  await expect.poll(() => box(page, 'Hint 1').isChecked()).toBe(false)
  expect(await picker(page).count()).toBe(0)
  // The focus stays in the list: next to what was removed.
  await button(page, 'Remove Hint 2').focus()
  await page.keyboard.press('Enter')
  expect(await pins(page).count()).toBe(1)
  await box(page, 'Hint 1').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Delete')
  expect(await pins(page).count()).toBe(0)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await pins(page).count()).toBe(2)
  // What is selected goes from anywhere, and Escape lets go of it.
  await box(page, 'Hint 2').check()
  await page.keyboard.press('Escape')
  expect(await box(page, 'Hint 2').isChecked()).toBe(false)
  await box(page, 'Hint 1').check()
  await stage(page).focus()
  await page.keyboard.press('Delete')
  expect(await pins(page).count()).toBe(1)
})

inDevelop('hints are copied by keys and by dragging with Alt', async (page) => {
  await click(page, [0.3, 0.3])
  await grey(page)
  const before = await placeOf(page, 1)
  await page.keyboard.press('Control+d')
  await pins(page).nth(1).waitFor()
  expect((await placeOf(page, 2)).x).toBeGreaterThan(before.x + 10)
  await page.keyboard.down('Alt')
  await drag(page, [
    [0.3, 0.3],
    [0.6, 0.6],
  ])
  await page.keyboard.up('Alt')
  await pins(page).nth(2).waitFor()
  expect(await placeOf(page, 1)).toEqual(before)
  expect((await placeOf(page, 3)).x).toBeGreaterThan(before.x + 200)
  await page.keyboard.press('Control+z')
  expect(await pins(page).count()).toBe(2)
})

inDevelop('a reach is chosen for the hint in hand, and the next one has it, too', async (page) => {
  const chosen = () => reaches(page).and(page.locator('[aria-checked=true]'))
  await click(page, [0.3, 0.3])
  await grey(page)
  expect(await chosen().textContent()).toBe('This thing')
  await tool(page, 'Everything like it').click()
  await page.keyboard.press('1')
  expect(await chosen().textContent()).toBe('This spot')
  await click(page, [0.6, 0.6])
  await grey(page)
  expect(await box(page, 'Hint 2').isChecked()).toBe(true)
  expect(await chosen().textContent()).toBe('This spot')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await box(page, 'Hint 1').check()
  expect(await chosen().textContent()).toBe('Everything like it')
})

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
const reaches = (page: Page) => page.getByRole('radio', { name: /^(Spot|Thing|Alike)$/ })
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

inDevelop('a stroke of the brush gets the colour in hand at once, and Undo takes it alone', async (page) => {
  await click(page, [0.5, 0.3])
  await grey(page)
  const chip = page.getByRole('toolbar', { name: 'Colours at hand' }).getByRole('button', { name: 'Grey' })
  await chip.click()
  await page.keyboard.press('p')
  await drag(page, [
    [0.3, 0.6],
    [0.6, 0.6],
  ])
  await expect.poll(() => labels(page)).toEqual(['Hint 1, Grey', 'Hint 2, Grey, stroke'])
  expect(await picker(page).count()).toBe(0)
  await page.keyboard.press('Control+z')
  await expect.poll(() => labels(page)).toEqual(['Hint 1, Grey'])
  expect(await chip.getAttribute('aria-pressed')).toBe('true')
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
  const likely = picker(page).getByRole('toolbar', { name: 'Likely here' })
  await likely
    .getByRole('button', { name: /^(?!Grey$)/ })
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
  expect(await chosen().textContent()).toBe('Thing')
  await tool(page, 'Alike').click()
  await page.keyboard.press('1')
  expect(await chosen().textContent()).toBe('Spot')
  await click(page, [0.6, 0.6])
  await grey(page)
  expect(await box(page, 'Hint 2').isChecked()).toBe(true)
  expect(await chosen().textContent()).toBe('Spot')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await box(page, 'Hint 1').check()
  expect(await chosen().textContent()).toBe('Alike')
})

inDevelop('the next hint reaches all that is alike where that was asked for it', async (page) => {
  await click(page, [0.3, 0.3])
  await grey(page)
  await box(page, 'Hint 1').uncheck()
  await tool(page, 'Alike').click()
  await click(page, [0.6, 0.6])
  await grey(page)
  const chosen = reaches(page).and(page.locator('[aria-checked=true]'))
  expect(await box(page, 'Hint 2').isChecked()).toBe(true)
  expect(await chosen.textContent()).toBe('Alike')
})

inDevelop('the tree of accessibility tells the keys that draw and move hints', async (page) => {
  const described = (name: RegExp) =>
    page.getByRole('button', { name }).and(page.getByRole('button', { description: /draw a stroke/ }))
  await click(page, [0.3, 0.3])
  await grey(page)
  const pin = described(/^Hint 1, Grey$/).first()
  expect((await pin.getAttribute('aria-keyshortcuts'))?.split(' ')).toEqual(
    expect.arrayContaining(['ArrowLeft', 'Shift+ArrowDown', 'Alt+ArrowUp', 'Enter', 'Delete']),
  )
  expect(await stage(page).getAttribute('aria-keyshortcuts')).toBe('Enter')
  expect(await tool(page, 'Colour brush').getAttribute('aria-keyshortcuts')).toBe('P')
  expect(await tool(page, 'Alike').getAttribute('aria-keyshortcuts')).toBe('3')
  expect(await button(page, 'Group').getAttribute('aria-keyshortcuts')).toBe('Control+G')
  expect(await violations(page)).toEqual([])
})

inDevelop('the reaches are in one row, in both languages and at the usual widths', async (page) => {
  await click(page, [0.3, 0.3])
  await grey(page)
  const rows = async () => {
    const options = page.getByRole('radio', { name: /^(Spot|Thing|Alike|Stelle|Ding|Gleiches)$/ })
    const tops = await options.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    expect(tops).toHaveLength(3)
    return new Set(tops).size
  }
  for (const language of ['en', 'de']) {
    if (language === 'de') {
      await button(page, 'Settings').click()
      await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
      await button(page, 'Entwickeln').click()
      await page.getByRole('checkbox', { name: 'Hinweis 1 auswählen' }).check()
    }
    for (const width of [1024, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 })
      for (const key of ['1', '2', '3']) {
        await page.keyboard.press(key)
        expect(await rows(), `${language}, ${width} px, ${key}`).toBe(1)
      }
    }
  }
})

import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { meanColour, readPixels } from '../e2e/support/pixels.ts'
import { developTests } from './browser/develop-tests.ts'
import { violations } from './browser/violations.ts'

/** What keys do in a real browser, where a stroke goes on after the focus has moved. */
const inDevelop = developTests()

const photo = (page: Page) => page.getByRole('group', { name: /^Photo/ })
const picker = (page: Page) => page.getByRole('dialog', { name: 'Colour of this spot' })
const hints = (page: Page) => page.getByRole('button', { name: /^Hint \d+,/ })
const swatches = (page: Page) => picker(page).getByRole('button')

for (const held of [false, true]) {
  inDevelop(
    `Enter on the photo${held ? ', held down,' : ''} opens the picker and presses nothing in it`,
    async (page) => {
      await photo(page).focus()
      await page.keyboard.down('Enter')
      await picker(page).waitFor()
      await swatches(page).nth(5).waitFor()
      // Pressed again while it is down, a key repeats.
      for (let times = 0; held && times < 5; times++) await page.keyboard.down('Enter')
      await page.keyboard.up('Enter')
      expect(await picker(page).isVisible()).toBe(true)
      expect(await hints(page).count()).toBe(0)
      // The focus is in the picker all the same.
      await page.keyboard.press('Tab')
      expect(
        await swatches(page)
          .first()
          .evaluate((element) => element === element.ownerDocument.activeElement),
      ).toBe(true)
      await page.keyboard.press('Enter')
      await hints(page).waitFor()
      await page.keyboard.press('Escape')
      await picker(page).waitFor({ state: 'hidden' })
      expect(await hints(page).count()).toBe(0)
      // The focus goes back to the photo a moment after the picker has gone, and the next Enter opens it anew.
      await photo(page).and(page.locator(':focus')).waitFor()
      await page.keyboard.press('Enter')
      await picker(page).waitFor()
    },
  )
}

inDevelop(
  'Enter held down on a hint of the list or on its pin presses nothing in the picker',
  async (page) => {
    await photo(page).focus()
    await page.keyboard.press('Enter')
    await picker(page).getByRole('button', { name: 'Grey', exact: true }).first().click()
    await picker(page).getByRole('button', { name: 'Done' }).click()
    await picker(page).waitFor({ state: 'hidden' })
    const before = await hints(page).getAttribute('aria-label')
    const inList = page.locator('aside').getByRole('button', { name: /^Hint 1/ })
    for (const opener of [inList, hints(page).first()]) {
      for (const key of ['Enter', 'Space']) {
        await opener.focus()
        for (let times = 0; times < 4; times++) await page.keyboard.down(key)
        await page.keyboard.up(key)
        await picker(page).waitFor()
        expect(await page.locator('[aria-label^="Hint 1,"]').first().getAttribute('aria-label')).toBe(before)
        await page.keyboard.press('Escape')
        await picker(page).waitFor({ state: 'hidden' })
      }
    }
  },
)

inDevelop('single keys work whatever has the focus, but for fields to type in', async (page) => {
  const library = page.getByRole('listbox', { name: 'Photos' })
  const develop = async () => {
    await page.keyboard.press('d')
    await page.getByRole('group', { name: /^Photo/ }).waitFor()
  }
  for (const [role, name] of [
    ['slider', 'Strength'],
    ['radio', 'Side by side'],
    ['checkbox', /^Calmer/],
    ['button', 'Undo'],
  ] as const) {
    await page.getByRole(role, { name }).focus()
    await page.keyboard.press('g')
    await library.waitFor()
    await develop()
  }
  // The grid's own slider, too.
  await page.keyboard.press('g')
  await library.press('Escape')
  await page.getByRole('slider', { name: 'Thumbnail size' }).focus()
  await develop()
  for (const name of ['Strength', 'Caption']) {
    await page.getByRole('textbox', { name }).focus()
    await page.keyboard.press('g')
    expect(await library.count()).toBe(0)
  }
  const search = page.getByRole('searchbox', { name: 'Search photos' })
  await page.getByRole('textbox', { name: 'Caption' }).press('Control+f')
  await search.press('b')
  expect(await search.inputValue()).toBe('b')
  await page.getByText('No photos here').waitFor()
})

inDevelop('a slider keeps the keys that move it, and no key works behind a dialog', async (page) => {
  const photo = page.getByRole('group', { name: /^Photo/ })
  const name = await photo.getAttribute('aria-label')
  const strength = page.getByRole('slider', { name: 'Strength' })
  await strength.focus()
  await page.keyboard.press('PageUp')
  expect(Number(await strength.getAttribute('aria-valuenow'))).toBeGreaterThan(1)
  expect(await photo.getAttribute('aria-label')).toBe(name)
  // The original shows for as long as O is down, wherever the focus is by then.
  const original = page.getByRole('button', { name: 'Hold to see the original' })
  await page.keyboard.down('o')
  await page.locator('[aria-label="Hold to see the original"][aria-pressed=true]').waitFor()
  await page.getByRole('textbox', { name: 'Strength' }).focus()
  await page.keyboard.up('o')
  await page.locator('[aria-label="Hold to see the original"][aria-pressed=false]').waitFor()
  expect(await original.count()).toBe(1)
  await page.getByRole('button', { name: 'Keep this version' }).click()
  await page.getByRole('button', { name: /^Rename version/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).focus()
  await page.keyboard.press('g')
  expect(await page.getByRole('dialog').isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await photo.waitFor()
})

inDevelop('two versions are compared with each other', async (page) => {
  await page.getByRole('button', { name: 'Keep this version' }).click()
  await page.getByRole('button', { name: /Shown in the library$/ }).waitFor()
  await page.getByRole('textbox', { name: 'Strength' }).fill('0')
  await page.getByRole('textbox', { name: 'Strength' }).press('Enter')
  await page.getByRole('radio', { name: 'Side by side' }).click()
  /** How colourful the left half of the photo is, as it is seen. */
  const left = async () => {
    const png = await stage.screenshot()
    const { width, height } = await sharp(png).metadata()
    const half = { left: 0, top: 40, width: Math.floor(width / 2), height: height - 80 }
    return meanColour(await readPixels(await sharp(png).extract(half).png().toBuffer())).chroma
  }
  const stage = page.getByRole('group', { name: /^Photo/ })
  const choice = page.getByRole('combobox', { name: 'Compare with' })
  await choice.selectOption({ label: 'Tintype Mobile 256 px' })
  await stage.getByText('Tintype Mobile 256 px').waitFor()
  await expect.poll(left, { timeout: 20_000 }).toBeGreaterThan(5)
  await choice.selectOption({ label: 'Original' })
  await stage.getByText('Original', { exact: true }).waitFor()
  await expect.poll(left, { timeout: 20_000 }).toBeLessThan(2)
})

inDevelop(
  'keys alone take a colour in hand, give it to one place after the other, and let it go',
  async (page) => {
    const chips = page.getByRole('toolbar', { name: 'Colours at hand' })
    for (const name of ['Brass', 'Teal']) {
      await photo(page).focus()
      await page.keyboard.press('Enter')
      await picker(page).getByRole('searchbox').fill(name)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
    }
    // Escape took both back; given for good they are at hand.
    expect(await chips.getByRole('button').count()).toBe(0)
    for (const name of ['Brass', 'Teal']) {
      await photo(page).focus()
      await page.keyboard.press('Enter')
      await picker(page).getByRole('searchbox').fill(name)
      await page.keyboard.press('Enter')
      await picker(page).getByRole('button', { name: 'Done' }).press('Enter')
      await picker(page).waitFor({ state: 'hidden' })
    }
    await chips.getByRole('button', { name: 'Teal' }).focus()
    await page.keyboard.press('ArrowRight')
    const brass = chips.getByRole('button', { name: 'Brass', pressed: false })
    await brass.and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await chips.getByRole('button', { name: 'Brass', pressed: true }).waitFor()
    expect(await violations(page)).toEqual([])
    // From one chip straight to the photo: they are one stop for Tab.
    await page.keyboard.press('Tab')
    await photo(page).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await hints(page).nth(2).waitFor()
    expect(await hints(page).nth(2).getAttribute('aria-label')).toBe('Hint 3, Brass')
    expect(await picker(page).count()).toBe(0)
    await page.keyboard.press('Escape')
    await chips.getByRole('button', { name: 'Brass', pressed: false }).waitFor()
    await page.keyboard.press('Enter')
    await picker(page).waitFor()
  },
)

import sharp from 'sharp'
import { expect } from 'vitest'
import { developTests } from './browser/develop-tests.ts'
import { expectBeside, isBeside, patience, picker, places, point, stage, windows } from './browser/picker.ts'
import { violations } from './browser/violations.ts'

/** The picker of a hint in a real browser, which lays it out. */
const inDevelop = developTests()

inDevelop(
  'the picker never lies on its spot, in small and large windows, near every edge of the photo',
  (page) =>
    expectBeside(
      page,
      windows.map((window, at) => ({ window, place: places[at]! })),
    ),
)

inDevelop('the picker follows its spot while the photo is zoomed', async (page) => {
  const spot = await point(page, 0.5, 0.5)
  await page.mouse.move(spot.x, spot.y)
  await page.mouse.wheel(0, -600)
  await expect.poll(() => isBeside(page, spot), patience).toBe(true)
})

inDevelop(
  'who looks at a swatch reads its name and sees it on the photo, and nothing is kept of it',
  async (page) => {
    await point(page, 0.5, 0.8)
    const group = picker(page).getByRole('toolbar', { name: 'Likely here' })
    const first = group.getByRole('button').first()
    await first.focus()
    const name = (await first.getAttribute('aria-label'))!
    await picker(page).getByText(name, { exact: true }).waitFor()
    // One stop for Tab, arrow keys inside.
    await page.keyboard.press('ArrowRight')
    const second = group.getByRole('button').nth(1)
    // Arrow keys move the focus a moment later.
    await second.and(page.locator(':focus')).waitFor()
    await picker(page)
      .getByText((await second.getAttribute('aria-label'))!, { exact: true })
      .waitFor()
    await page.keyboard.press('Tab')
    expect(
      await page
        .getByRole('searchbox', { name: 'Search by name' })
        .evaluate((element) => element === element.ownerDocument.activeElement),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await picker(page).waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: /^Hint 1/ }).count()).toBe(0)
  },
)

inDevelop('a colour comes from another photo, by keys alone, with the name of the photo', async (page) => {
  await page.getByRole('button', { name: 'Keep this version' }).click()
  await page.getByRole('button', { name: /Shown in the library$/ }).waitFor()
  await page.getByRole('button', { name: 'Next photo' }).click()
  await page.getByRole('button', { name: 'Colour this photo' }).waitFor()
  await point(page, 0.5, 0.5)
  await picker(page).getByRole('button', { name: 'From another photo…' }).press('Enter')
  const wall = page.getByRole('dialog').getByRole('listbox', { name: 'Photos' })
  await wall.getByRole('option').nth(2).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('searchbox', { name: 'Search photos' }).last().fill('1891')
  await expect.poll(() => wall.getByRole('option').count(), patience).toBe(1)
  await wall.press('Enter')
  const spot = page.getByRole('slider', { name: 'Spot whose colour is taken' })
  await spot.and(page.locator(':focus')).waitFor()
  expect(await violations(page)).toEqual([])
  // Up into the sky.
  for (let times = 0; times < 7; times++) await page.keyboard.press('Shift+ArrowUp')
  await expect.poll(() => spot.getAttribute('aria-valuetext'), patience).toMatch(/sky/i)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Hint 1, 1891.jpg' }).waitFor()
  expect(
    await picker(page)
      .getByRole('textbox', { name: /^Name of this hint/ })
      .inputValue(),
  ).toBe('1891.jpg')
  expect(await violations(page)).toEqual([])

  // A name that came with a colour goes with it.
  await picker(page).getByRole('toolbar', { name: 'Likely here' }).getByRole('button').first().click()
  await page.getByRole('button', { name: 'Hint 1, 1891.jpg' }).waitFor({ state: 'hidden' })
  await picker(page).getByRole('button', { name: 'From another photo…' }).click()
  await wall.getByRole('option', { name: '1892' }).click()
  await page.getByText('This photo is not in colour: there is no colour to take.').waitFor()
})

inDevelop('swatch, pin and photo show one colour, whatever the sliders do', async (page) => {
  await page.getByRole('textbox', { name: 'Strength' }).fill('0.6')
  await page.getByRole('textbox', { name: 'Strength' }).press('Enter')
  await page.getByRole('textbox', { name: 'Temperature' }).fill('0.5')
  await page.getByRole('textbox', { name: 'Temperature' }).press('Enter')
  const spot = await point(page, 0.5, 0.3)
  const swatch = picker(page).getByRole('toolbar', { name: 'Likely here' }).getByRole('button').nth(3)
  const colourOf = (locator: typeof swatch) =>
    locator.evaluate((element) => getComputedStyle(element).backgroundColor.match(/\d+/g)!.map(Number))
  const offered = await colourOf(swatch)
  await swatch.click()
  const pin = page.getByRole('button', { name: /^Hint 1,/ })
  await pin.waitFor()
  await picker(page).getByRole('button', { name: 'Done' }).click()
  expect(await colourOf(pin.first())).toEqual(offered)
  await page.addStyleTag({ content: '[aria-label^="Hint 1,"] { visibility: hidden }' })
  const clip = { x: Math.round(spot.x) - 2, y: Math.round(spot.y) - 2, width: 4, height: 4 }
  const painted = async () => {
    const { channels } = await sharp(await page.screenshot({ clip })).stats()
    return Math.max(...offered.map((code, i) => Math.abs(code - channels[i]!.mean)))
  }
  await expect.poll(painted, patience).toBeLessThan(3)
})

inDevelop(
  'beside a stroke there is the picker, and beside its beginning where it is too long',
  async (page) => {
    await page.setViewportSize({ width: 1024, height: 640 })
    await page.getByRole('radio', { name: 'Colour brush' }).click()
    const box = (await stage(page).boundingBox())!
    const at = (x: number) => ({ x: box.x + x * box.width, y: box.y + 0.5 * box.height })
    for (const [from, to] of [
      [0.2, 0.4],
      [0.05, 0.95],
    ] as const) {
      await page.mouse.move(at(from).x, at(from).y)
      await page.mouse.down()
      await page.mouse.move(at(to).x, at(to).y, { steps: 8 })
      await page.mouse.up()
      await picker(page).getByRole('toolbar', { name: 'Likely here' }).waitFor()
      const isShort = to - from < 0.5
      for (const place of isShort ? [from, (from + to) / 2, to] : [from]) {
        await expect.poll(() => isBeside(page, at(place)), { ...patience, message: `${place}` }).toBe(true)
      }
      await page.keyboard.press('Escape')
      await picker(page).waitFor({ state: 'hidden' })
    }
  },
)

inDevelop(
  'the colours of a palette are dragged into order, and one is changed over its dialog',
  async (page) => {
    for (const [x, name] of [
      [0.3, 'Brass'],
      [0.5, 'Teal'],
      [0.7, 'Denim'],
    ] as const) {
      await point(page, x, 0.5)
      await picker(page).getByRole('searchbox').fill(name)
      await page.keyboard.press('Enter')
      await picker(page).getByRole('button', { name: 'Done' }).click()
      await picker(page).waitFor({ state: 'hidden' })
    }
    await page.getByRole('button', { name: 'Use hints as a palette…' }).click()
    await page.getByRole('textbox', { name: 'Name of the palette' }).fill('Uniform')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Palettes…' }).click()
    const palette = page.getByRole('region', { name: 'Uniform' })
    const names = () =>
      palette
        .getByRole('textbox')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).placeholder))
    await expect.poll(names, patience).toEqual(['Brass', 'Teal', 'Denim'])
    const grips = palette.locator('[draggable=true]')
    await grips.nth(0).dragTo(grips.nth(2))
    await expect.poll(names, patience).toEqual(['Teal', 'Denim', 'Brass'])
    await palette.getByRole('button', { name: 'Change the colour of Teal' }).click()
    const plane = page.getByRole('slider', { name: /^Hue and chroma/ })
    const { x, y, width, height } = (await plane.boundingBox())!
    await page.mouse.click(x + 0.75 * width, y + 0.5 * height)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await plane.waitFor({ state: 'hidden' })
    expect(await names()).toEqual(['Teal', 'Denim', 'Brass'])
    await palette.getByRole('button', { name: 'Change the colour of Teal' }).click()
    await page.mouse.click(x + 0.75 * width, y + 0.5 * height)
    await page.getByRole('button', { name: 'Done' }).click()
    await expect.poll(names, patience).not.toContain('Teal')
    expect((await names()).slice(1)).toEqual(['Denim', 'Brass'])
  },
)

inDevelop('what a stroke is offered goes by all of it, not by where it begins', async (page) => {
  const likely = () =>
    picker(page)
      .getByRole('toolbar', { name: 'Likely here' })
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => (one as Element).getAttribute('aria-label')).join())
  // In the sky, and from there through the ground.
  await point(page, 0.3, 0.15)
  expect(await likely()).toMatch(/Morning sky/)
  await page.keyboard.press('Escape')
  await picker(page).waitFor({ state: 'hidden' })
  await page.getByRole('radio', { name: 'Colour brush' }).click()
  const box = (await stage(page).boundingBox())!
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(0.3, 0.15))
  await page.mouse.down()
  await page.mouse.move(...at(0.3, 0.9), { steps: 5 })
  await page.mouse.move(...at(0.7, 0.9), { steps: 5 })
  await page.mouse.up()
  await picker(page).getByRole('toolbar', { name: 'Likely here' }).waitFor()
  expect(await likely()).not.toMatch(/Morning sky/)
  expect(await likely()).toMatch(/Wood/)
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: 'Point' }).click()
})

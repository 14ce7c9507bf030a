import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { expect, vi } from 'vitest'
import { samples } from '../../corpus/samples.ts'
import { AppPage, patience } from '../../e2e/support/app-page.ts'
import type { Place, Served } from '../../e2e/support/served-app.ts'
import { story } from '../../e2e/support/story.ts'

/**
 * Nothing that a person did to their photographs is lost or changed in silence: neither by colouring, nor
 * by a second window, nor by a power cut. The steps are tests of their own that follow on each other.
 */
let browser: Browser
let place: Place
let served: Served
let app: AppPage

const step = story(async (inBrowser, inPlace) => {
  browser = inBrowser
  place = inPlace
  served = await place.serve()
  app = await AppPage.open(inBrowser, served)
})

async function slide({ page }: AppPage, name: string, value: string): Promise<void> {
  await page.getByRole('textbox', { name, exact: true }).fill(value)
  await page.getByRole('textbox', { name, exact: true }).press('Enter')
}

const value = ({ page }: AppPage, name: string) =>
  page.getByRole('textbox', { name, exact: true }).inputValue()

step('a warm and a cool one of the same colours are kept, each under its name', async () => {
  await app.addPhotos([samples.detroit, samples.hayes])
  await app.photos(/hayes/).waitFor()
  await app.idle()
  await app.sortByName()
  await app.photos(/detroit/).click()
  await app.page.keyboard.press('Control+a')
  await app.button('Colour').click()
  await app
    .photos(/, Coloured/)
    .nth(1)
    .waitFor()
  await app.idle()
  await app.page.keyboard.press('Escape')
  await app.develop(/detroit/)
  for (const [name, temperature] of [
    ['warm', '0.4'],
    ['cool', '-0.4'],
  ] as const) {
    await slide(app, 'Temperature', temperature)
    await app.page.getByRole('textbox', { name: 'Name (optional)' }).fill(name)
    await app.button('Keep this version').click()
    await app.button(`${name} Shown in the library`).waitFor()
  }
  await app.button('warm').click()
  await app.button('warm Shown in the library').waitFor()
  expect(await value(app, 'Temperature')).toBe('0.40')
  await app.button('cool').waitFor()
})

step(
  'colouring leaves them as they are and says so; a new version is made on demand, and undone',
  async () => {
    await app.go('Library')
    await app.page.getByRole('listbox', { name: 'Photos' }).focus()
    await app.page.keyboard.press('Control+a')
    await app.button('Colour').click()
    await app.page.getByText('1 adjusted photo left as it is.').first().waitFor()
    await app.go('Batch')
    await app.button('New version for it').first().click()
    await app.button('Undo the colouring of 1 photo').waitFor()
    await app.idle()
    await app.go('Develop')
    await app.button(/^Tintype Mobile 256.* Shown in the library$/).waitFor()
    await app.button('warm').waitFor()
    await app.button('cool').waitFor()
    await app.go('Batch')
    await app.button('Undo the colouring of 1 photo').click()
    await app.page.getByText('Colouring undone: 1 photo is as before.').first().waitFor()
    await app.go('Develop')
    await app.button('warm Shown in the library').waitFor()
    expect(await value(app, 'Temperature')).toBe('0.40')
  },
)

step('a draft outlives a power cut, in no version and no export without a word', async () => {
  await slide(app, 'Strength', '0.7')
  await app.button('Keep this version').waitFor()
  await app.go('Library')
  await app.photos(/detroit.*Has a draft/).waitFor()
  await served.kill()
  await app.close()
  served = await place.serve()
  app = await AppPage.open(browser, served)
  await app.photos(/detroit.*Has a draft/).waitFor()
  await app.develop(/detroit/)
  expect(await value(app, 'Strength')).toBe('0.70')
  expect(await value(app, 'Temperature')).toBe('0.40')
  await app.button('warm Shown in the library').waitFor()
})

step('two windows have a draft each, and each is told of the other', async () => {
  const other = await AppPage.open(browser, served)
  await other.develop(/detroit/)
  expect(await value(other, 'Strength')).toBe('0.70')
  await slide(app, 'Strength', '0.6')
  await other.page
    .getByText(/is being developed in another window/)
    .first()
    .waitFor()
  await slide(other, 'Strength', '1.2')
  await other.page
    .getByText(/What you do here is kept as a draft of its own/)
    .first()
    .waitFor()
  await app.page
    .getByText(/is being developed in another window/)
    .first()
    .waitFor()
  // Each has its own in hand, and the other's in the list.
  expect(await value(app, 'Strength')).toBe('0.60')
  expect(await value(other, 'Strength')).toBe('1.20')
  await app.button(/^Draft of /).click()
  expect(await value(app, 'Strength')).toBe('1.20')
  await app.button('Undo').click()
  expect(await value(app, 'Strength')).toBe('0.60')
  await other.page.getByRole('textbox', { name: 'Name (optional)' }).fill('strong')
  await other.button('Keep this version').click()
  await app.page.getByText('Elsewhere, version strong was added to this photo.').first().waitFor()
  expect(await value(app, 'Strength')).toBe('0.60')
  expect(other.faults).toEqual([])
  await other.close()
})

step('an export says that there is a draft, and keeps it first', async () => {
  await app.page.keyboard.press('g')
  await app.photos(/detroit.*Has a draft/).click()
  await app.button('Export…').click()
  const dialog = app.page.getByRole('dialog', { name: 'Export 1 photo' })
  const keep = dialog.getByRole('checkbox', { name: /^Keep the draft of 1 photo as a version first/ })
  expect(await keep.isChecked()).toBe(true)
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(place.folder, 'out'))
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await vi.waitFor(() => access(join(place.folder, 'out', 'detroit-1915.tif')), { timeout: patience })
  await app.idle()
  await app.photos(/detroit[^,]*, Coloured$/).waitFor()
  expect(app.faults).toEqual([])
})

step('a palette outlives a power cut, and makes the next photo a matter of one click', async () => {
  const stage = await app.develop(/hayes/)
  await stage.click()
  const picker = app.page.getByRole('dialog', { name: 'Colour of this spot' })
  await picker.getByRole('searchbox').fill('feldgrau')
  await picker.getByRole('button', { name: 'Field grey' }).click()
  await picker.getByRole('textbox', { name: /^Name of this hint/ }).fill('Uniform')
  await picker.getByRole('button', { name: 'Done' }).click()
  await app.button('Use hints as a palette…').click()
  await app.page.getByRole('textbox', { name: 'Name of the palette' }).fill('Grandfather')
  await app.page.keyboard.press('Enter')
  await app.page.getByText('Palette Grandfather made.').first().waitFor()
  await served.kill()
  await app.close()
  served = await place.serve()
  app = await AppPage.open(browser, served)

  const next = await app.develop(/detroit/)
  const chosen = app.page.getByRole('combobox', { name: 'Palette' }).locator('option:checked')
  await expect.poll(() => chosen.textContent()).toBe('Grandfather')
  await app.button('Uniform').click()
  await next.click()
  await app.button('Hint 1, Uniform').waitFor()
  expect(await app.page.getByRole('dialog').count()).toBe(0)
  await app.settled()
  await app.button('Keep this version').click()
  await app.button(/1 hint Shown in the library$/).waitFor()
  expect(app.faults).toEqual([])
})

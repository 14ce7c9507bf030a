import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPages } from '../../component/browser/pages.ts'
import { violations } from '../../component/browser/violations.ts'

let pages: Awaited<ReturnType<typeof openPages>>
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages?.close())

/** Goes through every room with something in it, and calls `look` in each. */
async function throughRooms(page: Page, look: (room: string) => Promise<void>): Promise<void> {
  const photos = page.getByRole('listbox', { name: 'Photos' })
  await photos.getByRole('option').nth(2).click()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Colour', exact: true }).click()
  await page
    .getByText('6 done')
    .or(page.getByRole('option', { name: /Coloured/ }).nth(5))
    .first()
    .waitFor()
  await look('library')
  await page.getByRole('button', { name: 'Export…' }).click()
  await page.getByRole('dialog').waitFor()
  await look('export')
  await page.keyboard.press('Escape')
  await photos.getByRole('option').nth(2).dblclick()
  await page.getByRole('button', { name: /Shown in the library$/ }).waitFor()
  await look('develop')
  const stage = page.getByRole('group', { name: /^Photo/ })
  await stage.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Colour of this spot' }).waitFor()
  await look('picker')
  const picker = page.getByRole('dialog', { name: 'Colour of this spot' })
  await picker.getByRole('searchbox').fill('grey')
  await picker.getByRole('button', { name: 'Field grey', exact: true }).first().click()
  await look('search in the picker')
  await picker.getByRole('button', { name: 'From another photo…' }).click()
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').nth(1).waitFor()
  await look('other photos')
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').nth(1).click()
  await page.getByRole('slider', { name: 'Spot whose colour is taken' }).waitFor()
  await look('another photo')
  await page.keyboard.press('Escape')
  await picker.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Use hints as a palette…' }).click()
  await page.getByRole('textbox', { name: 'Name of the palette' }).fill('Uniform')
  await page.keyboard.press('Enter')
  await page.getByRole('toolbar', { name: 'Colours at hand' }).getByRole('button').first().click()
  await look('a colour in hand')
  await page.getByRole('button', { name: 'Palettes…' }).click()
  await page.getByRole('region', { name: 'Uniform' }).waitFor()
  await look('palettes')
  // Where nothing is looked at in between, the focus may not be there yet.
  await page.getByRole('dialog').press('Escape')
  await page.getByRole('button', { name: 'Batch' }).click()
  await page.getByRole('heading', { name: /6 photos/ }).waitFor()
  await look('batch')
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await look('settings')
}

/** Goes through fine-tuning, and calls `look` in each of its states. */
async function throughFinetuning(page: Page, look: (state: string) => Promise<void>): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').nth(2).click()
  await page.keyboard.press('Control+a')
  await button('Train').click()
  await button('Look at these photos').waitFor()
  await look('choosing')
  await button('Look at these photos').click()
  await button('Start fine-tuning').waitFor()
  await look('ready')
  await button('Start fine-tuning').click()
  await page.getByText(/^Colours are off by/).waitFor()
  await button('Pause').click()
  await button('Resume').waitFor()
  await look('paused')
  await button('Discard…').click()
  await look('asking')
  await button('Cancel').click()
  await button('Resume').click()
  await button('Keep').waitFor()
  await look('result')
  await button('Keep').click()
  await page.getByText('is kept').first().waitFor()
  await look('kept')
}

for (const scheme of ['dark', 'light'] as const) {
  test(`${scheme}: no room breaks WCAG 2.2 AA, by axe`, async ({ skip }) => {
    if (!pages) return skip('no Chromium')
    const welcome = await pages.app(scheme, '?photos=0')
    await welcome.getByRole('button', { name: 'Try the sample album' }).waitFor()
    expect(await violations(welcome), 'welcome').toEqual([])
    await welcome.close()
    const page = await pages.app(scheme, '?photos=6')
    await throughRooms(page, async (room) => expect(await violations(page), room).toEqual([]))
    await page.close()
  })

  test(`${scheme}: nor does fine-tuning`, async ({ skip }) => {
    if (!pages) return skip('no Chromium')
    const page = await pages.app(scheme, '?photos=24&colour=22')
    await throughFinetuning(page, async (state) => expect(await violations(page), state).toEqual([]))
    await page.close()
  })
}

test('nothing is asked of any other place than the host', async ({ skip }) => {
  if (!pages) return skip('no Chromium')
  const page = await pages.app('dark', '?photos=6')
  const { origin } = new URL(page.url())
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const address = new URL(request.url())
    if (address.protocol !== 'data:' && address.origin !== origin) elsewhere.push(request.url())
  })
  await page.reload()
  await throughRooms(page, async () => {})
  expect(elsewhere).toEqual([])
  await page.close()
})

test('text of one and a half times the size stays on the screen', async ({ skip }) => {
  if (!pages) return skip('no Chromium')
  const page = await pages.app('light', '?photos=6')
  const larger = ':root { font-size: 121.875% !important }'
  await page.addStyleTag({ content: larger })
  const look = async (room: string) => {
    const outside = await page.evaluate<string[]>(`
      [...document.querySelectorAll('button, select, input, h1, h2')]
        .filter((element) => element.checkVisibility() && !element.closest('nav[aria-label="Photos of this view"]'))
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120))`)
    expect(outside, room).toEqual([])
  }
  await throughRooms(page, look)
  await page.goto(`${page.url().split('?')[0]}?photos=24&colour=22`)
  await page.addStyleTag({ content: larger })
  await page.setViewportSize({ width: 640, height: 700 })
  await throughFinetuning(page, look)
  await page.close()
})

import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { violations } from '../../component/browser/violations.ts'
import { truncatedJpeg } from '../../corpus/jpeg.ts'
import { AppPage } from './app-page.ts'
import { meanColour, readPixels, readStage } from './pixels.ts'
import { checkScreenshot, keepForGuide, keeping } from './screenshots.ts'
import type { Place } from './served-app.ts'
import { story } from './story.ts'

const large = { width: 1440, height: 900 }
const small = { width: 1024, height: 700 }

interface Look {
  size: typeof large
  colorScheme: 'dark' | 'light'
}

export const allLooks: readonly Look[] = [large, small].flatMap((size) => [
  { size, colorScheme: 'dark' },
  { size, colorScheme: 'light' },
])

/** Each size of the window and each theme once. */
export const fewLooks: readonly Look[] = [
  { size: large, colorScheme: 'dark' },
  { size: small, colorScheme: 'light' },
]

/** Buttons and fields that reach out of the window, by more than a rounding. */
const outside = `[...document.querySelectorAll('button, select, input, h1, h2')]
  .filter((element) => element.checkVisibility() && !element.closest('nav[aria-label="Photos of this view"]'))
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.outerHTML.slice(0, 120))`

/** What is of this computer or this moment: painted over. */
function passing({ page }: AppPage, place: Place): Locator[] {
  return [
    page.locator('header button', { hasText: /^Engine/ }),
    page.getByText(place.folder),
    page.getByText(/^Running now:/),
    page.getByText(/used now$/),
  ]
}

/**
 * Every view of the app with the sample album in it, a test each. Later ones build on earlier ones.
 * @returns how one more is added
 */
export function everyView(
  looks: readonly Look[],
): (name: string, work: (app: AppPage) => Promise<void>) => void {
  let place: Place
  let app: AppPage

  const act = story(async (inBrowser, inPlace) => {
    place = inPlace
    app = await AppPage.open(inBrowser, await place.serve(), 1)
  })

  /** Looks at what is on the screen now in all of `looks`. */
  async function look(view: string): Promise<void> {
    const { page } = app
    for (const { size, colorScheme } of looks) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      await app.settled()
      const png = await page.screenshot({ mask: passing(app, place), maskColor: '#808080', caret: 'hide' })
      await checkScreenshot(`${view}-${size.width}-${colorScheme}`, png)
      if (keeping && size === large && colorScheme === 'dark') {
        const mask = [page.getByText(place.folder)]
        await keepForGuide(view, await page.screenshot({ mask, maskColor: '#3a3a3a', caret: 'hide' }))
      }
      if (size === large) expect(await violations(page), `${view}, ${colorScheme}`).toEqual([])
      expect(await page.evaluate(outside), `${view}, ${size.width} px`).toEqual([])
    }
    await page.setViewportSize(large)
  }

  /** A view, at whose end nothing went wrong in the page. */
  function view(name: string, work: (app: AppPage) => Promise<void>): void {
    act(name, async () => {
      await work(app)
      expect(app.faults).toEqual([])
    })
  }

  view('welcome', async () => {
    await app.button(/^Engine: (?!looking)/).waitFor()
    await look('welcome')
  })

  view('library', async () => {
    const clicked = performance.now()
    await app.button('Try the sample album').click()
    await app.page.getByText('12 photos', { exact: true }).waitFor()
    await app.idle()
    process.stdout.write(
      `sample album in colour after ${((performance.now() - clicked) / 1000).toFixed(1)} s\n`,
    )
    await app.sortByName()
    await look('library')
    await app.settled()
    const cell = app.photos(/migrant-mother/)
    expect(meanColour(await readPixels(await cell.screenshot())).chroma).toBeGreaterThan(5)
  })

  view('selection', async () => {
    await app.photos(/detroit/).click()
    await app.photos(/hayes/).click({ modifiers: ['Control'] })
    await look('selection')
  })

  view('develop', async () => {
    const stage = await app.develop(/migrant-mother/)
    await app.page.getByRole('radio', { name: 'Slider' }).click()
    await look('develop')
    await app.page.getByRole('radio', { name: 'Colour', exact: true }).click()
    await app.settled()
    expect(meanColour(await readStage(app.page, stage)).chroma).toBeGreaterThan(3)
  })

  view('side by side', async () => {
    await app.page.getByRole('radio', { name: 'Side by side' }).click()
    await look('side-by-side')
    await app.page.getByRole('radio', { name: 'Colour', exact: true }).click()
  })

  view('colour hints', async () => {
    const stage = await app.stage()
    const box = await stage.boundingBox()
    await stage.click({ position: { x: box!.width / 2, y: box!.height * 0.6 } })
    const picker = app.page.getByRole('dialog', { name: 'Colour of this spot' })
    await picker.getByRole('button', { name: /skin$/i }).first().click()
    await app.button(/^Hint 1, /).waitFor()
    await look('hints')
    await picker.getByRole('button', { name: 'Done' }).click()
  })

  view('a colour in hand', async () => {
    await app.page
      .locator('aside')
      .getByRole('button', { name: /^Hint 1/ })
      .click()
    const picker = app.page.getByRole('dialog', { name: 'Colour of this spot' })
    await picker.getByRole('textbox', { name: /^Name of this hint/ }).fill('Mother')
    await picker.getByRole('button', { name: 'Done' }).click()
    await app.button('Use hints as a palette…').click()
    await app.page.getByRole('textbox', { name: 'Name of the palette' }).fill('Family')
    await app.page.keyboard.press('Enter')
    await app.button('Dismiss').click()
    await app.button('Mother').click()
    const stage = await app.stage()
    const box = await stage.boundingBox()
    await stage.click({ position: { x: box!.width * 0.49, y: box!.height * 0.35 } })
    await app.button('Hint 2, Mother').waitFor()
    await look('hand')
    await app.page.keyboard.press('Control+z')
    await app.page.keyboard.press('Escape')
  })

  view('export', async () => {
    await app.button('Export…').click()
    await app.page.getByText('migrant-mother-1936.tif').waitFor()
    await app.page.getByRole('textbox', { name: 'Folder' }).fill('/home/anna/Pictures/In colour')
    await look('export')
    await app.button('Close').click()
  })

  view('batch', async () => {
    await app.go('Library')
    await app.button('Clear selection').click()
    await app.button('Add…').click()
    const dialog = app.page.waitForEvent('filechooser')
    await app.page.getByRole('menuitem', { name: 'Photos…' }).click()
    await (await dialog).setFiles([await place.write('cut off.jpg', truncatedJpeg)])
    await app.button('1 failed').click()
    await app.page.getByText('1 of 1', { exact: true }).waitFor()
    await app.page.getByText('What to do:').waitFor()
    await look('batch')
  })

  view('train', async () => {
    await app.go('Train')
    await app.page.getByText('None yet. What you keep appears here.').waitFor()
    await look('train')
  })

  view('settings', async () => {
    await app.go('Settings')
    await app.page.getByText(/used now$/).waitFor()
    await app.page.getByText(/^13 photos, /).waitFor()
    await look('settings')
  })

  return view
}

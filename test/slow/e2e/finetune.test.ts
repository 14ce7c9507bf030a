import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { samples } from '../../corpus/samples.ts'
import { AppPage, patience } from '../../e2e/support/app-page.ts'
import type { Place, Served } from '../../e2e/support/served-app.ts'
import { story } from '../../e2e/support/story.ts'
import { plantClouds, plantUnfit } from '../../fixtures/finetune/album.ts'

/**
 * A model of one's own, from colour photographs to a photo that it coloured, in a real browser on the
 * real program. The steps are tests of their own that follow on each other.
 */
let place: Place
let served: Served
let app: AppPage
let photos: string[]
const name = 'Clouds'

const act = story(async (inBrowser, inPlace) => {
  place = inPlace
  const album = join(place.folder, 'album')
  const clouds = await plantClouds(album, 24)
  photos = [...clouds, ...Object.values(await plantUnfit(album, clouds)), samples.hayes]
  served = await place.serve()
  app = await AppPage.open(inBrowser, served)
})

/** A step of the flow, at whose end nothing went wrong in the page. */
function step(what: string, work: () => Promise<void>): void {
  act(
    what,
    async () => {
      await work()
      expect(app.faults).toEqual([])
    },
    6 * patience,
  )
}

/** The card of the model on the Train view. */
const own = () => app.page.getByRole('listitem').filter({ has: app.page.getByRole('heading', { name }) })

step('photos are looked at: which can teach, and why the others cannot', async () => {
  await app.addPhotos(photos)
  // The library takes a copy for what it is.
  await app.page.getByText('29 photos', { exact: true }).waitFor()
  await app.idle()
  await app.photos(/./).first().click()
  await app.page.keyboard.press('Control+a')
  await app.button('Fine-tune').click()
  await app.button('Start fine-tuning').waitFor({ timeout: 3 * patience })
  await app.page.getByText('24 photos can teach colours. Of these, 4 are held out').waitFor()
  const reasons = app.page.getByRole('region', { name: '5 photos cannot' }).getByRole('heading', { level: 4 })
  expect(await reasons.allTextContents()).toEqual([
    '2 · Black and white',
    '1 · One tone alone, such as sepia',
    '1 · Too small',
    '1 · Cannot be read',
  ])
})

step('it learns, stands still when it is told to, and goes on', async () => {
  const { page } = app
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('radio', { name: /^Quick, about/ }).click()
  await app.button('Start fine-tuning').click()
  await page.getByRole('img', { name: /one a row/ }).waitFor({ timeout: 2 * patience })
  await app.button('Pause').click()
  await app.button('Resume').waitFor()
  const steps = page.getByText(/^\d+ of 120 steps$/)
  await app.go('Library')
  const below = page.getByRole('region', { name: 'Progress' })
  await below.getByRole('button', { name: `Fine-tuning ${name} is paused` }).waitFor()
  await app.button('Resume the fine-tuning').click()
  await below.getByRole('button', { name: /: \d+ of 120 steps$/ }).click()
  await steps.waitFor()
})

step('it is ended early, and its result said in words', async () => {
  const { page } = app
  const finish = app.button('Finish now')
  // There is something to keep after the first look.
  await page.locator('button:enabled', { hasText: 'Finish now' }).waitFor({ timeout: 4 * patience })
  await finish.click()
  await page.getByText(/^The colours of your held-out photos came \d+ % closer to the truth.$/).waitFor()
  await page.getByText('by you').waitFor()
  const sheet = page.getByRole('img', { name: /one a row/ })
  expect((await sheet.boundingBox())!.height).toBeGreaterThan(400)
  await app.button('Keep').click()
  await app.button('Use it for colouring').click()
  await own().getByText('Used for colouring').waitFor()
  await own().getByText('learnt from 20 photos').waitFor()
})

step('what is kept colours photos, and at another strength colours them otherwise', async () => {
  const { page } = app
  await app.go('Library')
  await page.getByRole('searchbox').fill('hayes')
  await app.photos(/hayes/).click()
  await app.button('Colour').click()
  await app.photos(/hayes.*, Coloured by your own model/).waitFor()
  await app.develop(/hayes/)
  await app.button(`${name} 256 Shown in the library`).waitFor()
  await app.button('Back to Tintype Mobile').waitFor()

  await app.go('Train')
  const strength = own().getByRole('textbox', { name: 'Strength' })
  await strength.fill('0.3')
  await strength.press('Enter')
  await own().getByText('learnt from 20 photos').waitFor()
  await app.go('Develop')
  await page.getByText(/^Shown are colours from before Clouds changed/).waitFor()
  await app.button(`${name}, 256 px`).click()
  await app.button('Keep this version').click()
  await page.getByText(/^Shown are colours from before/).waitFor({ state: 'hidden' })
})

step('it leaves as one file and comes back from it; another file says why not', async () => {
  const { page } = app
  const folder = join(place.folder, 'for my sister')
  await app.go('Train')
  await app.button(`${name}: more`).click()
  await page.getByRole('menuitem', { name: 'Export as one file…' }).click()
  await page.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await app.button('Export').click()
  await page
    .getByText(/^Written to/)
    .first()
    .waitFor()
  const [file] = await readdir(folder)
  expect(file).toBe('Clouds.tintype')

  await app.button(`${name}: more`).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await app.button('Delete').click()
  await page.getByText('None yet. What you keep appears here.').waitFor()
  await app.chooseFiles('Add from a file…', [join(folder, file!)])
  await own().waitFor()
  expect(await own().getByRole('textbox', { name: 'Strength' }).inputValue()).toBe('0.30')
  await app.chooseFiles('Add from a file…', [samples.hayes])
  await page
    .getByText(/hayes-1870s.jpg is damaged or no model of Tintype/)
    .first()
    .waitFor()
})

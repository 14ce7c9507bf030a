import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { AppPage, patience } from '../../e2e/support/app-page.ts'
import type { Place } from '../../e2e/support/served-app.ts'
import { scenes } from '../../e2e/support/story.ts'

let browser: Browser
let place: Place

scenes((inBrowser, inPlace) => {
  browser = inBrowser
  place = inPlace
})

test('a batch goes on after the program was killed in the middle of it', {
  timeout: 4 * patience,
}, async () => {
  const killed = await place.serve()
  const before = await AppPage.open(browser, killed)
  await before.button('Try the sample album').click()
  await before
    .photos(/, Coloured/)
    .first()
    .waitFor()
  await killed.kill()
  await before.page.getByRole('alert').waitFor()
  const coloured = await before.photos(/, Coloured/).count()
  expect(coloured).toBeLessThan(7)
  await before.close()

  const served = await place.serve()
  const after = await AppPage.open(browser, served)
  // Nobody clicks anything.
  await after.page.getByText('12 photos', { exact: true }).waitFor()
  await after.idle()
  await after.sortByName()
  await after
    .photos(/, Photographed in colour/)
    .nth(3)
    .waitFor()
  await after
    .photos(/, Coloured/)
    .nth(7)
    .waitFor()
  expect(await after.photos(/, Coloured/).count()).toBe(8)
  await after.go('Batch')
  await after.page.getByText('24 of 24', { exact: true }).waitFor()
  expect(await after.page.getByText(/failed/).count()).toBe(0)
  expect(after.faults).toEqual([])
})

import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { pngBomb } from '../corpus/files.ts'
import { truncatedJpeg } from '../corpus/jpeg.ts'
import { samples } from '../corpus/samples.ts'
import { AppPage, patience } from './support/app-page.ts'
import type { Place } from './support/served-app.ts'
import { scenes } from './support/story.ts'

let browser: Browser
let place: Place

scenes((inBrowser, inPlace) => {
  browser = inBrowser
  place = inPlace
})

test('bad files among good ones: each with its reason and what to do', {
  timeout: 4 * patience,
}, async () => {
  const served = await place.serve()
  const app = await AppPage.open(browser, served)
  await app.addPhotos([
    samples.hayes,
    await place.write('cut off.jpg', truncatedJpeg),
    await place.write('empty.png', ''),
    await place.write('letter.jpg', 'Dear Anna, the picture is in the other envelope.'),
    await place.write('bomb.png', pngBomb(60_000, 60_000)),
  ])
  await app.button('4 failed').click()
  await app.page.getByText('5 of 5', { exact: true }).waitFor()
  const expected = {
    'Picture is damaged': ['Copy or scan it again, or let Tintype read what is there.', 'cut off.jpg'],
    'File is empty': ['The file holds nothing. Copy it again from where it came from.', 'empty.png'],
    'Not a picture Tintype reads': ['Save it as JPEG, PNG, TIFF or WebP.', 'letter.jpg'],
    'Picture is too large': ['Save a smaller copy of this scan and add that.', 'bomb.png'],
  }
  for (const [reason, texts] of Object.entries(expected)) {
    const section = app.page.getByRole('heading', { name: reason }).locator('..')
    for (const text of texts) await section.getByText(text).first().waitFor()
  }
  await app.go('Library')
  await app.photos(/hayes-1870s.jpg, Not yet coloured/).waitFor()
  expect(await app.photos(/Cannot be read/).count()).toBe(4)
  expect(app.faults).toEqual([])
})

test('a folder from the browser: its pictures alone, and one that is refused stops no other', {
  timeout: 4 * patience,
}, async () => {
  const served = await place.serve()
  const app = await AppPage.open(browser, served)
  const folder = dirname(await place.write('shoebox/1 hayes.jpg', await readFile(samples.hayes)))
  await place.write('shoebox/2 refused.jpg', 'as if the disk were full')
  await place.write('shoebox/3 refused.jpg', 'and still full')
  await place.write('shoebox/4 mill.jpg', await readFile(samples.cottonMill))
  await place.write('shoebox/Thumbs.db', 'a list of thumbnails')
  await place.write('shoebox/.DS_Store', 'places of icons')
  await app.page.route(/upload\?name=.*refused/, (route) =>
    route.fulfill({ status: 507, json: { error: { kind: 'disk-full', message: 'The disk is full.' } } }),
  )
  await app.chooseFiles('Add a folder…', [folder])
  await app.page.getByText(/^The disk is full\./).waitFor()
  await app.page.getByText('1 more file was refused.', { exact: true }).waitFor()
  await app.page.getByText('1 file left out: 1 .db', { exact: true }).waitFor()
  await app.photos(/1 hayes.jpg/).waitFor()
  await app.photos(/4 mill.jpg/).waitFor()
  await app.idle()
  expect(await app.photos(/./).count()).toBe(2)
})

test('without the right token there is nothing to see', async () => {
  const { origin } = await place.serve()
  const page = await browser.newPage()
  await page.goto(`${origin}/#${'x'.repeat(43)}`)
  await page.getByText('Open the address that Tintype printed when it started.').waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  for (const path of ['/index.html', '/photo/thumb/1/0123456789abcdef']) {
    expect((await page.request.get(origin + path)).status(), path).toBe(401)
  }
  const socket = `new Promise((done) => {
    const socket = new WebSocket('${origin.replace('http', 'ws')}/socket')
    socket.onopen = () => done('open')
    socket.onerror = () => done('refused')
  })`
  expect(await page.evaluate(socket)).toBe('refused')
  await page.close()
})

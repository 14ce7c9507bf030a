import { readFileSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { expect } from 'vitest'
import { smallPicture } from '../fixtures/app/upload.ts'
import { AppPage } from './support/app-page.ts'
import type { Place } from './support/served-app.ts'
import { story } from './support/story.ts'

/** A folder given in a real browser: its tree, what is undone with it, and how it leaves for good. */
let place: Place
let app: AppPage
const album = [
  '1950/img_0001.png',
  '1951/img_0001.png',
  '1951/Zdjęcia/Wedding 1953.png',
  '.hidden/x.png',
  'a.txt',
]

const step = story(async (inBrowser, inPlace) => {
  place = inPlace
  for (const [i, name] of album.entries()) {
    const path = join(place.folder, 'Album 1920s', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await smallPicture(20 * i))
  }
  app = await AppPage.open(inBrowser, await place.serve())
})

async function copies(): Promise<string[]> {
  const originals = join(place.library, 'originals')
  const found = await readdir(originals, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(originals, join(parentPath, name)).split(sep).slice(1).join('/'))
    .sort()
}

step('a folder keeps its tree and its names', async () => {
  await app.chooseFiles('Add a folder…', [join(place.folder, 'Album 1920s')])
  await app.photos(/./).nth(2).waitFor()
  await app.idle()
  expect(await copies()).toEqual(
    album
      .slice(0, 3)
      .map((name) => `Album 1920s/${name}`)
      .sort(),
  )
  expect(await app.photos(/img_0001\.png/).count()).toBe(2)
  await app.button(/^1951/).click()
  await app.photos(/Wedding/).waitFor()
  expect(await app.photos(/./).count()).toBe(2)
  await app.button(/^All photos/).click()
  await app.page.getByRole('searchbox').fill('album 1950')
  await expect.poll(() => app.photos(/./).count()).toBe(1)
  await app.page.getByRole('searchbox').fill('')
})

step('Undo gives back what was before, by its button and by Ctrl Z', async () => {
  await app.photos(/./).nth(2).waitFor()
  await app.photos(/Wedding/).click()
  await app.page.keyboard.press('f')
  await app.photos(/Wedding.*Favourite/).waitFor()
  await app.page.keyboard.press('Control+a')
  await app.page.getByRole('toolbar').getByText('3 selected').waitFor()
  await app.page.keyboard.press('f')
  await app
    .photos(/img_0001.*Favourite/)
    .nth(1)
    .waitFor()
  await app.page.keyboard.press('Control+z')
  await app
    .photos(/img_0001.*Favourite/)
    .first()
    .waitFor({ state: 'detached' })
  expect(await app.photos(/Favourite/).count()).toBe(1)
})

step('what was removed is deleted for good, after it was said what goes', async () => {
  await app.page.keyboard.press('Escape')
  await app.photos(/Wedding/).click()
  await app.page.keyboard.press('Delete')
  await app.photos(/Wedding/).waitFor({ state: 'detached' })
  await app.button('Removed').click()
  await app.photos(/Wedding/).click()
  await app.button('Delete for good…').click()
  const dialog = app.page.getByRole('alertdialog', { name: 'Delete 1 photo for good?' })
  await dialog.getByText(/1 copy in the library’s own folder is deleted/).waitFor()
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await app.page.getByText(/^1 photo deleted for good/).waitFor()
  expect(await copies()).toEqual(['Album 1920s/1950/img_0001.png', 'Album 1920s/1951/img_0001.png'])
})

step('the same folder again brings back what was deleted, and nothing twice', async () => {
  await app.button(/^All photos/).click()
  await app.button('Add…').click()
  const dialog = app.page.waitForEvent('filechooser')
  await app.page.getByRole('menuitem', { name: 'Folder…' }).click()
  await (await dialog).setFiles(join(place.folder, 'Album 1920s'))
  await app.photos(/Wedding/).waitFor()
  await app.idle()
  await expect
    .poll(copies)
    .toEqual([
      'Album 1920s (2)/1951/Zdjęcia/Wedding 1953.png',
      'Album 1920s/1950/img_0001.png',
      'Album 1920s/1951/img_0001.png',
    ])
})

step('a report is written, and says where', async () => {
  await app.go('Settings')
  await app.button('Save a report').click()
  const said = app.page.getByText(/^The report is in /)
  await said.waitFor()
  const path = ((await said.textContent()) ?? '').replace('The report is in ', '')
  expect(readFileSync(path, 'utf8')).toContain('## Settings\n\ntheme: system')
})

step('the check in the settings says that all is well', async () => {
  await app.go('Settings')
  await app.button('Check the library’s own files').click()
  await app.page.getByText(/^Every photo has its file/).waitFor()
  expect(app.faults).toEqual([])
})

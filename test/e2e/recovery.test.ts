import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { listBackups } from '../../src/main/core/library/backups.ts'
import { Connection } from '../../src/main/core/library/connection.ts'
import { openLibrary } from '../../src/main/core/library/index.ts'
import { migrate, planMigration } from '../../src/main/core/library/migrate.ts'
import { migrations } from '../../src/main/core/library/migrations/index.ts'
import { violations } from '../component/browser/violations.ts'
import { picture } from '../unit/core/library/fixture.ts'
import { patience } from './support/app-page.ts'
import { checkScreenshot } from './support/screenshots.ts'
import type { Place, Served } from './support/served-app.ts'
import { scenes } from './support/story.ts'

let browser: Browser
let place: Place

scenes(async (inBrowser, inPlace) => {
  browser = inBrowser
  place = inPlace
  for (const name of ['a', 'b', 'c']) {
    const library = await openLibrary(place.library)
    library.intake.enter([picture(`/photos/${name}.jpg`)])
    await library.close()
  }
})

const database = (): string => join(place.library, 'library.sqlite')

async function ruin(path: string): Promise<void> {
  await writeFile(path, 'These are my holiday notes.'.repeat(1000))
}

/** As a newer Tintype would leave it. */
function fromTheFuture(): void {
  const connection = new Connection(database())
  const version = migrations.at(-1)!.version + 10
  const later = { version, up: (db: Connection) => db.execute('CREATE TABLE later (id)') }
  migrate(connection, planMigration(connection, [...migrations, later]))
  connection.close()
}

async function openPage({ url }: Served, locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', locale, timezoneId: 'UTC' },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  await page.goto(url)
  return page
}

/** Both themes at both sizes; what is of this computer and this moment is painted over. */
async function look(page: Page, view: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page), `${view} ${colorScheme}`).toEqual([])
      const passing = [page.getByText(place.folder), page.getByText(/20\d\d.*\d\d:\d\d/)]
      const png = await page.screenshot({ mask: passing, maskColor: '#777777' })
      await checkScreenshot(`${view}-${width}-${colorScheme}`, png)
    }
  }
}

test('a library of a newer Tintype: one goes back to a backup, and is told where the newer one lies', {
  timeout: 4 * patience,
}, async () => {
  fromTheFuture()
  const served = await place.serve()
  const page = await openPage(served)
  await page.getByRole('heading', { name: 'The library could not be opened' }).waitFor()
  expect(served.told()).toContain('made by a newer Tintype')
  expect(served.told()).toContain('--restore 4')
  await look(page, 'recovery')
  await page.getByRole('radio').nth(1).check()
  await page.getByRole('button', { name: 'Use this backup' }).click()
  await page.getByRole('navigation', { name: 'Views' }).waitFor()
  const told = page.getByRole('alert')
  await told.getByText(/The former one is kept: .*set-aside-/).waitFor()
  await page.getByText('2 photos', { exact: true }).first().waitFor()
  expect(await violations(page)).toEqual([])
  await told.getByRole('button').click()
  await told.waitFor({ state: 'detached' })
  expect(await served.stop()).toBe(0)
})

test('where nothing is good one begins with an empty library, from the keyboard and in German', {
  timeout: 4 * patience,
}, async () => {
  for (const path of [database(), ...listBackups(join(place.library, 'backups')).map(({ path }) => path)]) {
    await ruin(path)
  }
  const served = await place.serve()
  const page = await openPage(served, 'de-DE')
  await page.getByRole('heading', { name: 'Die Bibliothek ließ sich nicht öffnen' }).waitFor()
  expect(served.told()).toContain('--start-empty')
  await page.getByRole('button', { name: 'Mit einer leeren Bibliothek beginnen …' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText(/Die frühere ist aufgehoben: .*set-aside-/).waitFor()
  expect(await served.stop()).toBe(0)
})

test('the command line says the same with a flag', { timeout: 4 * patience }, async () => {
  const older = await place.serve('--restore', '2')
  expect(older.told()).not.toContain('tintype:')
  expect(await older.stop()).toBe(0)
  const library = await openLibrary(place.library)
  expect(library.photos.count({})).toBe(1)
  await library.close()
  for (const path of [database(), ...listBackups(join(place.library, 'backups')).map(({ path }) => path)]) {
    await ruin(path)
  }
  const empty = await place.serve('--start-empty')
  expect(empty.told()).not.toContain('tintype:')
  expect(await empty.stop()).toBe(0)
})

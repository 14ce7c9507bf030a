import { access, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import sharp from 'sharp'
import { expect, vi } from 'vitest'
import { tiff } from '../corpus/files.ts'
import { samples } from '../corpus/samples.ts'
import { AppPage } from './support/app-page.ts'
import { crop, difference, meanColour, type Rectangle, readPixels, readStage } from './support/pixels.ts'
import type { Place, Served } from './support/served-app.ts'
import { story } from './support/story.ts'

/**
 * One person's afternoon, from scans to files for the family, in a real browser on the real program.
 * The steps are tests of their own that follow on each other.
 */
const detroit = { width: 1000, height: 553 }

let browser: Browser
let place: Place
let served: Served
let app: AppPage
/** Files that the person has: photographs as they are, and one that a scanner made at 16 bits. */
let scans: string[]
let bytesBefore: Buffer[]

const step = story(async (inBrowser, inPlace) => {
  browser = inBrowser
  place = inPlace
  scans = [
    samples.detroit,
    samples.hayes,
    samples.chelsea,
    await place.write('1953 Oma Å.tif', await scan16()),
  ]
  bytesBefore = await Promise.all(scans.map((path) => readFile(path)))
  served = await place.serve()
  app = await AppPage.open(inBrowser, served, 1)
})

/** The grey of a photograph as a 16-bit scan. */
async function scan16(): Promise<Buffer> {
  const { data, info } = await sharp(samples.cottonMill)
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
  const samples16 = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
  return tiff({
    width: info.width,
    height: info.height,
    data: samples16.filter((_, i) => i % info.channels === 0),
  })
}

step('photos chosen in the browser become originals of the library', async () => {
  await app.addPhotos(scans)
  await app.photos(/./).nth(3).waitFor()
  await app.idle()
  await app.sortByName()
  const originals = join(place.library, 'originals')
  const names = await readdir(originals, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  const copies = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))))
  expect(copies.map((copy) => bytesBefore.findIndex((bytes) => bytes.equals(copy))).sort()).toEqual([
    0, 1, 2, 3,
  ])
})

step('one click colours what is grey, and leaves alone what is not', async () => {
  await app.photos(/detroit/).click()
  await app.page.keyboard.press('Control+a')
  await app.button('Colour').click()
  await app
    .photos(/, Coloured/)
    .nth(2)
    .waitFor()
  await app.idle()
  await app.page.keyboard.press('Escape')
  expect(await app.photos(/, Coloured/).count()).toBe(3)
  await app.photos(/chelsea.png, Photographed in colour/).waitFor()
  const cell = app.photos(/Oma/)
  await cell.locator('canvas:not([hidden])').waitFor()
  expect(meanColour(await readPixels(await cell.screenshot())).chroma).toBeGreaterThan(3)
})

/** Where the photo lies in the stage at 100 %, for a stage that leaves even margins. */
async function placeAtFullSize(stage: Locator): Promise<Rectangle> {
  await app.button('100 %').click()
  // Even margins, so that pixels of the photo fall on pixels of the screen.
  const uneven = async () => {
    const box = await stage.boundingBox()
    return [(box!.width - detroit.width) % 2, (box!.height - detroit.height) % 2] as const
  }
  const [x, y] = await uneven()
  await app.page.setViewportSize({ width: 1440 + x, height: 900 + y })
  await app.settled()
  expect(await uneven()).toEqual([0, 0])
  const box = await stage.boundingBox()
  return [(box!.width - detroit.width) / 2, (box!.height - detroit.height) / 2, detroit.width, detroit.height]
}

/** What is red, of what may be offered. */
const reds = '(Red|Rose|Brick|Orange|Terracotta|Wine red|Lips)'
const red = new RegExp(`^${reds}$`)
const pinned = new RegExp(`^Hint 1, ${reds}$`)
/** Name of the hint that is drawn. */
const drawn = new RegExp(`^Hint 2, ${reds}, stroke$`)
let stage: Locator
let photo: Rectangle

step('develop shows the photo in colour', async () => {
  stage = await app.develop(/detroit/)
  photo = await placeAtFullSize(stage)
  const shown = crop(await readStage(app.page, stage), photo)
  const original = await readPixels(samples.detroit)
  expect(meanColour(shown).chroma).toBeGreaterThan(1.3 * meanColour(original).chroma)
})

step('a colour given to a spot is there', async () => {
  const spot = { x: 0.5, y: 0.75 }
  const at: Rectangle = [
    Math.round(photo[0] + spot.x * photo[2]) - 3,
    Math.round(photo[1] + spot.y * photo[3]) - 3,
    7,
    7,
  ]
  const before = meanColour(crop(await readStage(app.page, stage), at))
  await stage.click({ position: { x: photo[0] + spot.x * photo[2], y: photo[1] + spot.y * photo[3] } })
  const picker = app.page.getByRole('dialog', { name: 'Colour of this spot' })
  await picker.getByRole('button', { name: red }).first().click()
  await app.button(pinned).waitFor()
  await app.settled()
  await picker.getByRole('button', { name: 'Done' }).click()
  const after = meanColour(crop(await readStage(app.page, stage), at))
  expect(after.a).toBeGreaterThan(before.a + 8)
})

step('a stroke of the brush colours what it was drawn over', async () => {
  const across = [0.55, 0.65, 0.75].map((x) => ({
    x: photo[0] + x * photo[2],
    y: photo[1] + 0.85 * photo[3],
  }))
  const at: Rectangle = [Math.round(across[1]!.x) - 3, Math.round(across[1]!.y) - 3, 7, 7]
  const before = meanColour(crop(await readStage(app.page, stage), at))
  const { x, y } = (await stage.boundingBox())!
  await app.page.getByRole('radio', { name: 'Colour brush' }).click()
  await app.page.mouse.move(x + across[0]!.x, y + across[0]!.y)
  await app.page.mouse.down()
  for (const place of across) await app.page.mouse.move(x + place.x, y + place.y, { steps: 5 })
  await app.page.mouse.up()
  const picker = app.page.getByRole('dialog', { name: 'Colour of this spot' })
  await picker.getByRole('button', { name: red }).first().click()
  await app.button(drawn).waitFor()
  await app.settled()
  await picker.getByRole('button', { name: 'Done' }).click()
  await app.page.getByRole('radio', { name: 'Point' }).click()
  expect(meanColour(crop(await readStage(app.page, stage), at)).a).toBeGreaterThan(before.a + 8)
})

step('sliders act at once, and by typing', async () => {
  const before = meanColour(crop(await readStage(app.page, stage), photo))
  await app.page.getByRole('textbox', { name: 'Strength' }).fill('1.4')
  await app.page.getByRole('textbox', { name: 'Strength' }).press('Enter')
  await app.page.getByRole('textbox', { name: 'Temperature' }).fill('0.2')
  await app.page.getByRole('textbox', { name: 'Temperature' }).press('Enter')
  await app.settled()
  const after = meanColour(crop(await readStage(app.page, stage), photo))
  expect(after.chroma).toBeGreaterThan(before.chroma * 1.2)
  expect(after.b).toBeGreaterThan(before.b + 1)
})

step('the comparison slider shows the original on its left and moves', async () => {
  await app.page.getByRole('radio', { name: 'Slider' }).click()
  const divider = app.page.getByRole('slider', { name: 'Original on the left, colour on the right' })
  const original = await readPixels(samples.detroit)
  const compared = async (divided: number) => {
    await app.settled()
    const shown = crop(await readStage(app.page, stage), photo)
    const border = Math.round(divided * (photo[2] + 2 * photo[0]) - photo[0])
    const left: Rectangle = [0, 0, border - 2, photo[3]]
    const right: Rectangle = [border + 2, 0, photo[2] - border - 2, photo[3]]
    // The preview is a JPEG of the JPEG.
    expect(difference(crop(shown, left), crop(original, left)).mean).toBeLessThan(2)
    expect(meanColour(crop(shown, right)).chroma).toBeGreaterThan(
      1.2 * meanColour(crop(original, right)).chroma,
    )
  }
  await compared(0.5)
  const grip = await divider.boundingBox()
  const box = await stage.boundingBox()
  await app.page.mouse.move(grip!.x + grip!.width / 2, grip!.y + grip!.height / 2)
  await app.page.mouse.down()
  await app.page.mouse.move(box!.x + 0.7 * box!.width, grip!.y + 40, { steps: 4 })
  await app.page.mouse.up()
  await compared(0.7)
  await divider.press('ArrowLeft')
  expect(await divider.getAttribute('aria-valuenow')).toBe('68')
  await app.page.getByRole('radio', { name: 'Colour', exact: true }).click()
})

step('the version is kept under a name', async () => {
  await app.button('Keep this version').click()
  await app.button(/2 hints Shown in the library$/).waitFor()
})

/** Exports the photo in Develop into a folder. */
async function exportAs(format: string, depth: string, path: string): Promise<void> {
  await app.button('Export…').click()
  const dialog = app.page.getByRole('dialog', { name: 'Export 1 photo' })
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(dirname(path))
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format)
  await dialog.getByRole('combobox', { name: 'Bits a channel' }).selectOption(depth)
  await dialog.getByRole('textbox', { name: 'File name' }).fill('{name} in colour')
  await dialog.getByText(/detroit-1915 in colour\.(tif|png)/).waitFor()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  // The bar of an export this short may come and go unseen; the file has its name only when it is whole.
  await vi.waitFor(() => access(path), { timeout: 30_000 })
  await app.idle()
}

step('exports are files of full size and depth that say what they are', async () => {
  const folder = join(place.folder, 'for the family')
  await exportAs('tiff', '16', join(folder, 'detroit-1915 in colour.tif'))
  await exportAs('png', '8', join(folder, 'detroit-1915 in colour.png'))
  expect((await readdir(folder)).sort()).toEqual(['detroit-1915 in colour.png', 'detroit-1915 in colour.tif'])
  const tif = await sharp(join(folder, 'detroit-1915 in colour.tif')).metadata()
  expect(tif).toMatchObject({ format: 'tiff', depth: 'ushort', channels: 3, ...detroit })
  expect(tif.xmp?.toString()).toContain('tintype-mobile')
  const png = await sharp(join(folder, 'detroit-1915 in colour.png')).metadata()
  expect(png).toMatchObject({ format: 'png', depth: 'uchar', channels: 3, ...detroit })
  // The codes themselves: reading by way of the profile would change the deep ones by a few.
  const deep = await sharp(join(folder, 'detroit-1915 in colour.tif'), { ignoreIcc: true })
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer()
  const flat = await sharp(join(folder, 'detroit-1915 in colour.png')).raw().toBuffer()
  const values = new Uint16Array(deep.buffer, deep.byteOffset, flat.length)
  const worst = flat.reduce((most, value, i) => Math.max(most, Math.abs(value - values[i]! / 257)), 0)
  expect(worst).toBeLessThan(1)
})

// The canvas paints a JPEG preview and half floats, hence the tolerance; measured: 0.67 and 4.
step('the graphics card composes the same picture as the export', async () => {
  const shown = crop(await readStage(app.page, stage), photo)
  const exported = await readPixels(join(place.folder, 'for the family', 'detroit-1915 in colour.png'))
  const found = difference(shown, exported)
  process.stdout.write(
    `canvas against export: mean ${found.mean.toFixed(2)}, 99 % within ${found.percentile99}\n`,
  )
  expect(found.mean).toBeLessThan(1.5)
  expect(found.percentile99).toBeLessThan(9)
})

step('the batch view offers the export as a download', async () => {
  await app.go('Batch')
  const download = app.page.waitForEvent('download')
  await app.button('Show the result detroit-1915.jpg').first().click()
  const file = await download
  expect(file.suggestedFilename()).toBe('detroit-1915 in colour.png')
  const exported = await readFile(join(place.folder, 'for the family', 'detroit-1915 in colour.png'))
  expect((await readFile(await file.path())).equals(exported)).toBe(true)
})

step('the next day all of it is there', async () => {
  expect(app.faults).toEqual([])
  expect(await served.stop()).toBe(0)
  await app.page.getByRole('alert').waitFor()
  await app.close()
  served = await place.serve()
  app = await AppPage.open(browser, served, 1)
  await app.sortByName()
  await app
    .photos(/, Coloured/)
    .nth(2)
    .waitFor()
  expect(await app.photos(/./).count()).toBe(4)
  stage = await app.develop(/detroit/)
  photo = await placeAtFullSize(stage)
  await app.button(pinned).waitFor()
  await app.button(drawn).waitFor()
  expect(await app.page.getByRole('textbox', { name: 'Strength' }).inputValue()).toBe('1.40')
  const shown = crop(await readStage(app.page, stage), photo)
  const exported = await readPixels(join(place.folder, 'for the family', 'detroit-1915 in colour.png'))
  expect(difference(shown, exported).mean).toBeLessThan(1.5)
  await app.go('Batch')
  await app.page
    .getByRole('heading', { name: /^Export / })
    .nth(1)
    .waitFor()
  expect(app.faults).toEqual([])
})

step('the files that were chosen are as they were', async () => {
  const bytes = await Promise.all(scans.map((path) => readFile(path)))
  expect(bytes.map((content, i) => content.equals(bytesBefore[i]!))).toEqual([true, true, true, true])
})

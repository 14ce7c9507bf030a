import type { Browser, Locator, Page } from 'playwright-core'
import type { Served } from './served-app.ts'

/** Long enough for a slow computer with other things to do, ms. */
export const patience = 60_000

/** The app in a page, as a person uses it: by roles and names. */
export class AppPage {
  readonly page: Page
  /** What went wrong in the page, and requests to any other place than the host. */
  readonly faults: string[] = []

  private constructor(page: Page, origin: string) {
    this.page = page
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => this.faults.push(String(error)))
    page.on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url())
      if (!['data:', 'blob:'].includes(protocol) && asked !== origin) this.faults.push(request.url())
    })
  }

  /** @param scale pixels of the screen for one of the page; without a graphics card fewer are painted sooner */
  static async open(browser: Browser, { url, origin }: Served, scale = 0.25): Promise<AppPage> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: scale,
      colorScheme: 'dark',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    })
    const app = new AppPage(await context.newPage(), origin)
    await app.page.goto(url)
    await app.page.getByRole('navigation', { name: 'Views' }).waitFor()
    return app
  }

  /** A button by its whole name, or by what its name matches. */
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  }

  /** Cells of the grid whose name matches. */
  photos(name: RegExp): Locator {
    return this.page.getByRole('listbox', { name: 'Photos' }).getByRole('option', { name })
  }

  /** Gives files to the browser's own dialog. */
  addPhotos(paths: readonly string[]): Promise<void> {
    return this.chooseFiles('Add photos…', paths)
  }

  /** Presses a button that opens the browser's own dialog, and gives it files. */
  async chooseFiles(button: string, paths: readonly string[]): Promise<void> {
    const dialog = this.page.waitForEvent('filechooser')
    await this.button(button).click()
    await (await dialog).setFiles([...paths])
  }

  /** All photos in sight at once: without the headings of months. */
  async sortByName(): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Sort by' }).selectOption('name')
  }

  /** Answers when nothing is in work any more. */
  async idle(): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Progress' })
      .getByText(/^\d+ photos?$/)
      .waitFor()
  }

  /** Opens a photo in Develop and waits until its picture is there. */
  async develop(name: RegExp): Promise<Locator> {
    await this.photos(name).dblclick()
    await this.button(/Shown in the library$/).waitFor()
    return this.stage()
  }

  /** The photo in Develop, when it has been painted. */
  async stage(): Promise<Locator> {
    const stage = this.page.getByRole('group', { name: /^Photo / })
    await stage.getByText('Loading…').waitFor({ state: 'hidden' })
    await this.settled()
    return stage
  }

  /** Answers when colours have come and been painted. */
  async settled(): Promise<void> {
    await this.#frames()
    await this.page.getByText('Colouring…', { exact: true }).waitFor({ state: 'hidden' })
    // Thumbnails of variants, in the panels at the side, are painted only when somebody asks for them.
    await this.page.locator('main canvas[hidden]:not(aside canvas)').first().waitFor({ state: 'detached' })
    await this.#frames()
  }

  /** Answers after the page has been laid out and painted anew. */
  async #frames(): Promise<void> {
    await this.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    )
  }

  async go(room: 'Library' | 'Develop' | 'Batch' | 'Train' | 'Settings'): Promise<void> {
    await this.button(room).click()
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}

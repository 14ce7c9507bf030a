import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shellHandlers } from '../../../src/main/electron/dialogs.ts'
import { menuTemplate } from '../../../src/main/electron/menu.ts'
import { OpenedPaths, pathsOf, setupSingleInstance, wishOf } from '../../../src/main/electron/opened-paths.ts'
import { ShellState } from '../../../src/main/electron/shell-state.ts'
import { stoppedHtml } from '../../../src/main/electron/stopped-page.ts'
import { catalogues } from '../../../src/shared/text/language.ts'
import { app, dialog, shell } from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-shell-'))
  file = join(folder, 'deep', 'shell.json')
})
afterEach(() => rm(folder, { recursive: true }))

describe('memory', () => {
  it('keeps from one run to the next, and begins anew when the file is damaged', async () => {
    new ShellState(file).openedLibrary('/one')
    const again = new ShellState(file)
    again.openedLibrary('/two')
    again.openedLibrary('/one')
    expect(new ShellState(file).get().libraries).toEqual(['/one', '/two'])
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -5))
    expect(new ShellState(file).get().libraries).toEqual([])
    await writeFile(file, '{"window":{"width":-1}}')
    expect(new ShellState(file).get().window.width).toBe(1280)
  })
})

const acts = { openOther: async () => {}, quit: () => {} }

describe('dialogs', () => {
  it('begin where they were left, imports and exports apart', async () => {
    const memory = new ShellState(file)
    const handlers = shellHandlers(memory, catalogues.en.dialogs, () => undefined, acts)
    dialog.asked.length = 0
    dialog.answer = [join('/photos', 'a.jpg'), join('/photos', 'b.jpg')]
    expect(await handlers['dialog.openPhotos']({})).toEqual({ paths: dialog.answer })
    dialog.answer = ['/results']
    expect(await handlers['dialog.exportFolder']({})).toEqual({ path: '/results' })
    dialog.answer = []
    expect(await handlers['dialog.openFolder']({})).toEqual({ path: null })
    await handlers['dialog.exportFolder']({})
    // Models are looked for where they are exported to, and none that is cancelled moves the place.
    expect(await handlers['dialog.openModel']({})).toEqual({ path: null })
    dialog.answer = [join('/elsewhere', 'grandfather.tar')]
    expect(await handlers['dialog.openModel']({})).toEqual({ path: dialog.answer[0] })
    expect(dialog.asked.map(({ defaultPath }) => defaultPath)).toEqual([
      undefined,
      undefined,
      '/photos',
      '/results',
      '/results',
      '/results',
    ])
    expect(new ShellState(file).get().folders).toEqual({ import: '/photos', export: '/results' })
  })

  it('show what is there in the file manager, and nothing else', async () => {
    const handlers = shellHandlers(new ShellState(file), catalogues.en.dialogs, () => undefined, acts)
    expect(handlers['shell.showItem']({ path: folder })).toEqual({})
    expect(shell.shown).toEqual([folder])
    for (const path of ['relative.jpg', '/not/there', 'https://example.com']) {
      expect(() => handlers['shell.showItem']({ path })).toThrow(
        expect.objectContaining({ kind: 'file-not-found' }),
      )
    }
  })
})

describe('opening', () => {
  it('reads what the user wants of a library that cannot be opened', () => {
    expect(wishOf(['tintype', '.', '--start-empty', '--no-sandbox', '--restore=12', 'a.jpg'])).toEqual([
      '--start-empty',
      '--restore=12',
    ])
  })

  it('reads paths from a command line, without options and what is not there', () => {
    const argv = ['tintype', folder, '--flag', 'not-there.jpg', '.', '']
    expect(pathsOf(argv, folder, true)).toEqual([folder, folder])
    expect(pathsOf(argv, folder, false)).toEqual([folder])
  })

  it('keeps paths until the page listens, and again while it is loaded anew', () => {
    const sent: string[][] = []
    const opening = new OpenedPaths((paths) => sent.push(paths))
    opening.add(['/a'])
    opening.add(['/b'])
    expect(sent).toEqual([])
    opening.listen()
    opening.add(['/c'])
    opening.pause()
    opening.add(['/d'])
    opening.listen()
    expect(sent).toEqual([['/a', '/b'], ['/c'], ['/d']])
  })

  it('takes the paths of a second start and of the mac, and shows the window', () => {
    const sent: string[] = []
    const opening = new OpenedPaths((paths) => sent.push(...paths))
    const show = vi.fn()
    opening.listen()
    expect(setupSingleInstance(opening, show)).toBe(true)
    sent.length = 0
    app.emit('second-instance', {}, ['tintype', '.', folder], folder)
    app.emit('open-file', { preventDefault: () => {} }, '/mac.jpg')
    expect(sent).toEqual([folder, '/mac.jpg'])
    expect(show).toHaveBeenCalledTimes(1)
    app.requestSingleInstanceLock = () => false
    expect(setupSingleInstance(opening, show)).toBe(false)
  })
})

/** Every item of a menu by its label, those of submenus too. */
function byLabel(items: MenuItemConstructorOptions[]): Map<string, () => void> {
  const found = new Map<string, () => void>()
  for (const { label = '', click, submenu } of items) {
    found.set(label, click as () => void)
    if (Array.isArray(submenu)) for (const [name, action] of byLabel(submenu)) found.set(name, action)
  }
  return found
}

describe('the menu', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('sends commands and opens libraries on %s', (platform) => {
    const actions = { command: vi.fn(), chooseLibrary: vi.fn(), openLibrary: vi.fn() }
    const items = byLabel(menuTemplate('de', ['/home/family'], actions, platform))
    items.get('Fotos hinzufügen…')?.()
    items.get('Einstellungen…')?.()
    items.get('Andere Bibliothek öffnen…')?.()
    items.get('family')?.()
    expect(actions.command.mock.calls).toEqual([['add-photos'], ['settings']])
    expect(actions.chooseLibrary).toHaveBeenCalledTimes(1)
    expect(actions.openLibrary).toHaveBeenCalledWith('/home/family')
  })
})

describe('the page for when core does not run', () => {
  it('says what happened and what to do, and lets nothing of it become markup', () => {
    const html = stoppedHtml(
      {
        kind: 'worker-crashed',
        message: 'The <script>alert(1)</script> & more',
        details: { detail: 'exit code 3: "<b>"' },
      },
      'de',
    )
    expect(html).toContain(catalogues.de.advice['worker-crashed'])
    expect(html).toContain('lang="de"')
    expect(html).toContain('The &lt;script&gt;alert(1)&lt;/script&gt; &amp; more')
    expect(html).toContain('exit code 3: &quot;&lt;b&gt;&quot;')
    expect(html).not.toContain('<script')
    expect(html).toContain('href="app://tintype/"')
  })
})

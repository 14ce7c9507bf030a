import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { ipcChannels } from '../../shared/contract/ipc.ts'
import { shellContract } from '../../shared/contract/shell.ts'
import type { WireError } from '../../shared/errors.ts'
import { listPages } from '../pages/files.ts'
import { CoreProcess } from './core-process.ts'
import { chooseLibrary, shellHandlers } from './dialogs.ts'
import { IpcDoor } from './door.ts'
import { Memory } from './memory.ts'
import { setupMenu } from './menu.ts'
import { Opening, setupSingleInstance, wishOf } from './opening.ts'
import { frontPage, stoppedPage } from './origin.ts'
import { findPlaces } from './places.ts'
import { handlePages, handlePhotos, registerSchemes } from './protocols.ts'
import { denyPermissions, setupSecurity } from './security.ts'
import { stoppedHtml } from './stopped-page.ts'
import { openWindow } from './window.ts'

/** The shell: windows, menus, dialogs, schemes, and the way between the page and core. It opens no picture. */
let window: BrowserWindow | undefined
let stopped: WireError = { kind: 'cancelled', message: 'Tintype was ended.' }

const places = findPlaces()
const memory = new Memory(join(app.getPath('userData'), 'shell.json'))
const send = (channel: string, payload: unknown): void => window?.webContents.send(channel, payload)
const opening = new Opening((paths) => send(ipcChannels.open, paths))
const [library] = memory.get().libraries

const core = new CoreProcess(
  {
    ...{ node: places.node, entry: places.core, wish: wishOf(process.argv) },
    ...(library !== undefined && { library }),
  },
  {
    onFrame: (frame) => send(ipcChannels.frame, frame),
    onLink: (state) => send(ipcChannels.link, state),
    onGivenUp: (reason) => {
      stopped = reason
      void window?.loadURL(stoppedPage)
    },
  },
)

app.enableSandbox()
registerSchemes()
setupSecurity()
if (setupSingleInstance(opening, showWindow)) {
  setupDoor()
  setupQuit()
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  denyPermissions()
  handlePages({
    pages: await listPages(places.pages),
    stopped: () => stoppedHtml(stopped),
    onFront: () => core.start(),
  })
  handlePhotos((request) => core.resource(request))
  drawMenu()
  showWindow()
  app.on('activate', showWindow)
}

function showWindow(): void {
  if (!app.isReady()) return
  if (window) {
    if (window.isMinimized()) window.restore()
    window.focus()
    return
  }
  window = openWindow(memory, places.preload)
  // A page that was loaded anew does not listen yet; a navigation that was refused changes nothing.
  window.webContents.on('did-navigate', () => opening.pause())
  window.on('closed', () => {
    window = undefined
    opening.pause()
  })
  void window.loadURL(frontPage)
}

function setupDoor(): void {
  const door = new IpcDoor(
    () => window?.webContents,
    (reason) => process.stderr.write(`Refused a message. ${reason}\n`),
  )
  door.on(ipcChannels.frame, (frame) => core.send(frame))
  door.on(ipcChannels.link, () => send(ipcChannels.link, core.state))
  door.on(ipcChannels.open, () => opening.listen())
  door.serve(
    shellContract,
    shellHandlers(memory, () => window, { openOther, quit: () => app.quit() }),
  )
}

/** Core closes its library before the app ends. */
function setupQuit(): void {
  let closed = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void core.stop().finally(() => {
      closed = true
      app.quit()
    })
  })
}

function drawMenu(): void {
  setupMenu(app.getLocale(), memory.get().libraries, {
    command: (command) => send(ipcChannels.command, command),
    chooseLibrary: () => void openOther(),
    openLibrary: (folder) => void openLibrary(folder),
  })
}

async function openOther(): Promise<void> {
  const folder = await chooseLibrary(window)
  if (folder !== undefined) await openLibrary(folder)
}

async function openLibrary(folder: string): Promise<void> {
  memory.openedLibrary(folder)
  drawMenu()
  await core.restart(folder)
  await window?.loadURL(frontPage)
}

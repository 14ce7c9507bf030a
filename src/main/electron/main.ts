import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { ipcChannels } from '../../shared/contract/ipc.ts'
import { shellContract } from '../../shared/contract/shell.ts'
import type { WireError } from '../../shared/errors.ts'
import { catalogues, chosenLanguage, type Language } from '../../shared/text/language.ts'
import { listStaticFiles } from '../static-files/list-files.ts'
import { findAppPaths } from './app-paths.ts'
import { CoreProcess } from './core-process.ts'
import { chooseLibrary, shellHandlers } from './dialogs.ts'
import { IpcGuard } from './ipc-guard.ts'
import { setupMenu } from './menu.ts'
import { OpenedPaths, setupSingleInstance, wishOf } from './opened-paths.ts'
import { frontPage, stoppedPage } from './origin.ts'
import { handlePages, handlePhotos, registerSchemes } from './protocols.ts'
import { denyPermissions, setupSecurity } from './security.ts'
import { ShellLog } from './shell-log.ts'
import { ShellState } from './shell-state.ts'
import { stoppedHtml } from './stopped-page.ts'
import { openWindow } from './window.ts'

/** The shell: windows, menus, dialogs, schemes, and the way between the page and core. It opens no picture. */
let window: BrowserWindow | undefined
let stopped: WireError = { kind: 'cancelled', message: 'Tintype was ended.' }

const log = new ShellLog()
process.on('uncaughtExceptionMonitor', (err) => log.tell('error', 'Nobody caught an error.', { err }))

const paths = findAppPaths()
const state = new ShellState(join(app.getPath('userData'), 'shell.json'))
const send = (channel: string, payload: unknown): void => window?.webContents.send(channel, payload)
const opened = new OpenedPaths((paths) => send(ipcChannels.open, paths))
const [library] = state.get().libraries

const core = new CoreProcess(
  {
    ...{ node: paths.node, entry: paths.core, wish: wishOf(process.argv) },
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
  log,
)

app.enableSandbox()
registerSchemes()
setupSecurity()
if (setupSingleInstance(opened, showWindow)) {
  setupIpc()
  setupQuit()
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  denyPermissions()
  handlePages({
    files: await listStaticFiles(paths.pages),
    stopped: () => stoppedHtml(stopped, language()),
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
  window = openWindow(state, paths.preload)
  // A page that was loaded anew does not listen yet; a navigation that was refused changes nothing.
  window.webContents.on('did-navigate', () => opened.pause())
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) =>
    log.tell('error', 'The page is gone.', { detail: `${reason}, exit code ${exitCode}` }),
  )
  window.on('closed', () => {
    window = undefined
    opened.pause()
  })
  void window.loadURL(frontPage)
}

function setupIpc(): void {
  const guard = new IpcGuard(
    () => window?.webContents,
    (reason) => log.tell('warn', 'Refused a message.', { detail: reason }),
  )
  guard.on(ipcChannels.frame, (frame) => core.send(frame))
  guard.on(ipcChannels.link, () => send(ipcChannels.link, core.state))
  guard.on(ipcChannels.open, () => opened.listen())
  guard.serve(
    shellContract,
    shellHandlers(state, catalogues[language()].dialogs, () => window, { openOther, quit: () => app.quit() }),
  )
}

/** The system's language, known once the app is ready. */
function language(): Language {
  return chosenLanguage('system', [app.getLocale()])
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
  setupMenu(language(), state.get().libraries, {
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
  state.openedLibrary(folder)
  drawMenu()
  await core.restart(folder)
  await window?.loadURL(frontPage)
}

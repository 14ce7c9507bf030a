import { app, type Session, session } from 'electron'
import { isOwnPage } from './origin.ts'

/** What holds for every page that could ever come to be: no way out, no second window, no permission. */
export function setupSecurity(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault: () => void }, address: string): void => {
      if (!isOwnPage(address)) event.preventDefault()
    }
    contents.on('will-navigate', (event, address) => stay(event, address))
    contents.on('will-redirect', (event, address) => stay(event, address))
    contents.on('will-frame-navigate', (event) => stay(event, event.url))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** To be called when the app is ready: sessions are there only then. */
export function denyPermissions(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  // Nothing is downloaded: exports are written by core where the user said.
  target.on('will-download', (event) => event.preventDefault())
}

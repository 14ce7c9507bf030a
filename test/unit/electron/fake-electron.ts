import { EventEmitter } from 'node:events'

/** Enough of Electron for the shell's modules to run on; what they set up can be looked at and called. */
export class FakeWebContents extends EventEmitter {
  windowOpen: (() => { action: string }) | undefined
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpen = handler
  }
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  requestSingleInstanceLock: (): boolean => true,
})

type Handler = (event: object, payload: unknown) => unknown
export const ipcMain = Object.assign(new EventEmitter(), {
  handlers: new Map<string, Handler>(),
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler)
  },
})

type Scheme = { scheme: string; privileges: Record<string, boolean> }

export const protocol = {
  schemes: [] as Scheme[],
  handlers: new Map<string, (request: { method: string; url: string }) => Promise<Response>>(),
  registerSchemesAsPrivileged(schemes: Scheme[]): void {
    this.schemes = schemes
  },
  handle(scheme: string, handler: (request: { method: string; url: string }) => Promise<Response>): void {
    this.handlers.set(scheme, handler)
  },
}

export const dialog = {
  asked: [] as { defaultPath?: string }[],
  answer: [] as string[],
  async showOpenDialog(options: { defaultPath?: string }): Promise<{ filePaths: string[] }> {
    this.asked.push(options)
    return { filePaths: this.answer }
  },
}

export const shell = {
  shown: [] as string[],
  showItemInFolder(path: string): void {
    this.shown.push(path)
  },
}

export const session = { defaultSession: undefined }
export const Menu = { setApplicationMenu: () => {}, buildFromTemplate: (template: unknown) => template }

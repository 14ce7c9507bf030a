import { z } from 'zod'
import type { WireError } from '../errors.ts'
import type { AppChannel } from './app-client.ts'

/** Calls that only a desktop can answer; the browser host has uploads and downloads in their place. */
export const shellContract = {
  /** Photographs chosen in the system's dialog; empty when it was cancelled. */
  'dialog.openPhotos': { args: z.object({}), result: z.object({ paths: z.array(z.string()) }) },
  /** A folder to import. */
  'dialog.openFolder': { args: z.object({}), result: z.object({ path: z.string().nullable() }) },
  'dialog.exportFolder': { args: z.object({}), result: z.object({ path: z.string().nullable() }) },
  /** Lets the user choose another library, which then opens in place of this one. */
  'library.choose': { args: z.object({}), result: z.object({}) },
  'app.quit': { args: z.object({}), result: z.object({}) },
  /** A model's file to install. */
  'dialog.openModel': { args: z.object({}), result: z.object({ path: z.string().nullable() }) },
  /** Shows a file in the system's file manager. @throws `file-not-found`. */
  'shell.showItem': { args: z.object({ path: z.string().min(1).max(32_767) }), result: z.object({}) },
}
export type ShellContract = typeof shellContract

/** What a menu asks the user interface to do. */
export const shellCommands = ['add-photos', 'add-folder', 'export', 'settings'] as const
export type ShellCommand = (typeof shellCommands)[number]

/** What the preload script puts on the page as `window.tintype`. */
export interface ShellBridge {
  app: AppChannel
  /** Errors cross as an envelope, because Electron keeps of an `Error` only its message. */
  openPhotos: () => Promise<ShellAnswer<'dialog.openPhotos'>>
  openFolder: () => Promise<ShellAnswer<'dialog.openFolder'>>
  exportFolder: () => Promise<ShellAnswer<'dialog.exportFolder'>>
  chooseLibrary: () => Promise<ShellAnswer<'library.choose'>>
  quit: () => Promise<ShellAnswer<'app.quit'>>
  openModel: () => Promise<ShellAnswer<'dialog.openModel'>>
  showItem: (path: string) => Promise<ShellAnswer<'shell.showItem'>>
  /** Path of a dropped file; empty when it came from no disk. */
  pathOf: (file: File) => string
  /** Files opened with Tintype or dropped on its icon; those from before the page was there come first. */
  onOpen: (listener: (paths: string[]) => void) => void
  onCommand: (listener: (command: ShellCommand) => void) => void
}

export type ShellAnswer<K extends keyof ShellContract> =
  | { result: z.output<ShellContract[K]['result']> }
  | { error: WireError }

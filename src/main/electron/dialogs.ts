import { existsSync } from 'node:fs'
import { dirname, isAbsolute, normalize } from 'node:path'
import { type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron'
import type { ShellContract } from '../../shared/contract/shell.ts'
import { TintypeError } from '../../shared/errors.ts'
import { pictureEndings } from '../../shared/picture-names.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import type { Catalogue } from '../../shared/text/en.ts'
import type { ShellState } from './shell-state.ts'

/** What the page may ask of the whole app. */
export interface ShellActs {
  openOther: () => Promise<void>
  quit: () => void
}

/** The shell's own calls: the system's dialogs, each beginning where it was left last (a model's: where results went), and its file manager. */
export function shellHandlers(
  state: ShellState,
  text: Catalogue['dialogs'],
  window: () => BrowserWindow | undefined,
  { openOther, quit }: ShellActs,
): Handlers<ShellContract> {
  const choose = async (options: OpenDialogOptions): Promise<string[]> => {
    const parent = window()
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options))
    return filePaths
  }
  const from = (kind: 'import' | 'export'): Pick<OpenDialogOptions, 'defaultPath'> => {
    const folder = state.get().folders[kind]
    return folder === undefined ? {} : { defaultPath: folder }
  }
  const remember = (kind: 'import' | 'export', folder: string): void =>
    state.set({ folders: { ...state.get().folders, [kind]: folder } })

  return {
    'dialog.openPhotos': async () => {
      const paths = await choose({
        ...from('import'),
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: text.photographs, extensions: pictureEndings },
          { name: text.all, extensions: ['*'] },
        ],
      })
      if (paths[0] !== undefined) remember('import', dirname(paths[0]))
      return { paths }
    },
    'dialog.openFolder': async () => {
      const [path = null] = await choose({ ...from('import'), properties: ['openDirectory'] })
      if (path !== null) remember('import', path)
      return { path }
    },
    'dialog.exportFolder': async () => {
      const [path = null] = await choose({
        ...from('export'),
        properties: ['openDirectory', 'createDirectory'],
      })
      if (path !== null) remember('export', path)
      return { path }
    },
    'library.choose': async () => {
      await openOther()
      return {}
    },
    'app.quit': () => {
      quit()
      return {}
    },
    'dialog.openModel': async () => {
      const [path = null] = await choose({
        ...from('export'),
        properties: ['openFile'],
        filters: [
          { name: text.model, extensions: ['tintype'] },
          { name: text.all, extensions: ['*'] },
        ],
      })
      return { path }
    },
    'shell.showItem': ({ path }) => {
      if (!isAbsolute(path) || !existsSync(path)) {
        throw new TintypeError('file-not-found', `${path} is no longer there.`)
      }
      shell.showItemInFolder(normalize(path))
      return {}
    },
  }
}

/** A folder to keep a library in, or to find one in; `undefined` when the dialog was cancelled. */
export async function chooseLibrary(window: BrowserWindow | undefined): Promise<string | undefined> {
  const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] }
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return filePaths[0]
}

import { basename } from 'node:path'
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { ShellCommand } from '../../shared/contract/shell.ts'
import { catalogues, type Language } from '../../shared/text/language.ts'

export interface MenuActions {
  /** Passes a command to the page. */
  command: (command: ShellCommand) => void
  chooseLibrary: () => void
  openLibrary: (folder: string) => void
}

/**
 * The native menu.
 * @param libraries folders opened before, the last one first
 */
export function setupMenu(language: Language, libraries: string[], actions: MenuActions): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(language, libraries, actions, process.platform)),
  )
}

export function menuTemplate(
  language: Language,
  libraries: string[],
  { command, chooseLibrary, openLibrary }: MenuActions,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const { menu: text } = catalogues[language]
  const mac = platform === 'darwin'
  const item = (label: string, name: ShellCommand, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => command(name),
  })
  const settings = item(text.settings, 'settings', 'CmdOrCtrl+,')
  const recent = libraries.map((folder) => ({
    label: basename(folder),
    toolTip: folder,
    click: () => openLibrary(folder),
  }))
  return [
    ...(mac
      ? [
          {
            role: 'appMenu' as const,
            submenu: [
              { role: 'about' as const },
              settings,
              { type: 'separator' as const },
              { role: 'hide' as const },
              { role: 'quit' as const },
            ],
          },
        ]
      : []),
    {
      label: text.file,
      submenu: [
        item(text.addPhotos, 'add-photos', 'CmdOrCtrl+O'),
        item(text.addFolder, 'add-folder', 'CmdOrCtrl+Shift+O'),
        item(text.export, 'export', 'CmdOrCtrl+E'),
        { type: 'separator' },
        { label: text.openLibrary, click: chooseLibrary },
        { label: text.recentLibraries, enabled: recent.length > 0, submenu: recent },
        { type: 'separator' },
        ...(mac ? [{ role: 'close' as const }] : [settings, { role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: text.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
}

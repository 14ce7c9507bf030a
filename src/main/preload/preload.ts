import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { ipcCall, ipcChannels } from '../../shared/contract/ipc.ts'
import type { ShellBridge } from '../../shared/contract/shell.ts'

/**
 * All that the page gets of the shell: one function for each message. Listeners are handed the message
 * alone, never Electron's event, which would lead to `ipcRenderer`.
 */
const bridge: ShellBridge = {
  app: {
    send: (frame) => ipcRenderer.send(ipcChannels.frame, frame),
    receive: (listener) => void ipcRenderer.on(ipcChannels.frame, (_event, frame) => listener(frame)),
    watch: (listener) => {
      ipcRenderer.on(ipcChannels.link, (_event, state) => listener(state))
      ipcRenderer.send(ipcChannels.link)
    },
  },
  openPhotos: () => ipcRenderer.invoke(ipcCall('dialog.openPhotos'), {}),
  openFolder: () => ipcRenderer.invoke(ipcCall('dialog.openFolder'), {}),
  exportFolder: () => ipcRenderer.invoke(ipcCall('dialog.exportFolder'), {}),
  chooseLibrary: () => ipcRenderer.invoke(ipcCall('library.choose'), {}),
  quit: () => ipcRenderer.invoke(ipcCall('app.quit'), {}),
  openModel: () => ipcRenderer.invoke(ipcCall('dialog.openModel'), {}),
  showItem: (path) => ipcRenderer.invoke(ipcCall('shell.showItem'), { path }),
  pathOf: (file) => webUtils.getPathForFile(file),
  onOpen: (listener) => {
    ipcRenderer.on(ipcChannels.open, (_event, paths) => listener(paths))
    ipcRenderer.send(ipcChannels.open)
  },
  onCommand: (listener) => void ipcRenderer.on(ipcChannels.command, (_event, command) => listener(command)),
}

contextBridge.exposeInMainWorld('tintype', bridge)

import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import type { ShellState } from './shell-state.ts'

/** Greys of the interface, so that a window does not flash white before its page is drawn. */
const backgrounds = { dark: '#1b1b1b', light: '#f4f4f4' }

/** Makes the window, where it was when it was closed last. */
export function openWindow(state: ShellState, preload: string): BrowserWindow {
  const { maximized, ...bounds } = state.get().window
  const window = new BrowserWindow({
    ...visible(bounds),
    minWidth: 800,
    minHeight: 560,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload,
      // Electron's defaults, said aloud: a change of defaults must not open the page to Node.
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    state.set({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } })
  })
  // A page that crashed shows nothing and says nothing.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload()
  })
  return window
}

interface Bounds {
  x?: number | undefined
  y?: number | undefined
  width: number
  height: number
}

/** The bounds, without their place when the screen they lay on is gone. */
function visible({ x, y, width, height }: Bounds): Partial<Rectangle> {
  if (x === undefined || y === undefined) return { width, height }
  const reachable = screen.getAllDisplays().some(({ workArea }) => {
    const right = workArea.x + workArea.width
    const bottom = workArea.y + workArea.height
    // Enough of the title bar to drag it back.
    return x + width > workArea.x + 50 && x < right - 50 && y >= workArea.y && y < bottom - 30
  })
  return reachable ? { x, y, width, height } : { width, height }
}

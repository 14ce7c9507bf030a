import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** Installed browsers that serve where the packed one, built for Linux on x64, does not run. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** WebGL2 without a graphics card. */
const softwareGraphics = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

/** A real Chromium without a window; `undefined` where none is to be had. */
export async function launchChromium(): Promise<Browser | undefined> {
  const packed = process.platform === 'linux' && process.arch === 'x64'
  const executablePath = packed ? await sparticuz.executablePath() : installed.find(existsSync)
  if (!executablePath) return undefined
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...softwareGraphics] })
}

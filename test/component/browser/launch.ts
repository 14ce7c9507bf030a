import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { oneAtATime } from '../../fixtures/one-at-a-time.ts'

/** Installed browsers that serve where the packed one, built for Linux on x64, does not run. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** WebGL2 without a graphics card; the page itself is painted quicker without it. */
const softwareGraphics = [
  ...['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  '--disable-gpu-compositing',
]

/**
 * A real Chromium without a window: the one that `TINTYPE_CHROMIUM` names, the packed one, or an
 * installed one; `undefined`, said aloud, where none starts.
 */
export async function launchChromium(): Promise<Browser | undefined> {
  const failures: string[] = []
  for (const find of process.env.TINTYPE_CHROMIUM
    ? [named]
    : [packed, ...installed.map((path) => () => path)]) {
    try {
      const executablePath = await find()
      if (!executablePath || !existsSync(executablePath)) continue
      return await chromium.launch({ executablePath, args: ['--no-sandbox', ...softwareGraphics] })
    } catch (thrown) {
      failures.push(String(thrown).split('\n')[0]!)
    }
  }
  process.stderr.write(`SKIPPED: no Chromium starts here, so no page is looked at. ${failures.join('\n')}\n`)
  return undefined
}

function named(): string | undefined {
  return process.env.TINTYPE_CHROMIUM
}

async function packed(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  // It unpacks itself into a shared place: a second process would start a half-written program.
  return oneAtATime('chromium', () => sparticuz.executablePath())
}

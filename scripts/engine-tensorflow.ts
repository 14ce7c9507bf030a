/**
 * Sets up native TensorFlow in `.engine/tensorflow`, where the engine looks for it:
 *
 *     npm run engine:tensorflow
 *
 * Takes the package's own download where that can be reached, else the TensorFlow of a Python wheel
 * and compiles the binding against it. Built aside and moved into place only when it works.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildOnWheel } from './engine-tensorflow/wheel.ts'
import { must, npm, type Outcome, run } from './run.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const home = join(root, '.engine', 'tensorflow')
const staging = `${home}.part`
const version = '4.22.0'

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Loads the engine in `folder` and lets it compute; answers the device it runs on. */
function check(folder: string): Promise<Outcome> {
  const script = join(root, 'scripts', 'engine-tensorflow', 'check.ts')
  return run(process.execPath, [script], { env: { TINTYPE_ENGINE_HOME: folder, TF_CPP_MIN_LOG_LEVEL: '3' } })
}

async function choosePackage(): Promise<string> {
  const gpu = await run('nvidia-smi', ['-L'])
  return gpu.ok ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node'
}

async function setUp(packageName: string): Promise<string> {
  await mkdir(staging, { recursive: true })
  await writeFile(join(staging, 'package.json'), '{ "private": true }\n')
  say(`  fetching ${packageName} ${version}`)
  await must(
    `The download of ${packageName}`,
    npm(staging, ['install', '--save-exact', '--ignore-scripts', `${packageName}@${version}`]),
  )
  say("  trying the package's own download of TensorFlow")
  const own = await npm(staging, ['rebuild', packageName])
  const ready = own.ok ? await check(staging) : own
  if (ready.ok) return ready.answer
  say('  that does not work here; taking TensorFlow from its Python wheel')
  await buildOnWheel(staging, packageName, (step) => say(`  ${step}`))
  return must('The check of the engine', check(staging))
}

async function main(): Promise<void> {
  const present = await check(home)
  if (present.ok) {
    say(`Native TensorFlow is already there and works (${present.answer}).`)
    return
  }
  say(`Setting up native TensorFlow in ${relative(process.cwd(), home)}:`)
  await rm(staging, { recursive: true, force: true })
  try {
    const device = await setUp(await choosePackage())
    await rm(home, { recursive: true, force: true })
    await rename(staging, home)
    say(`Done: the engine runs on ${device}.`)
  } catch (thrown) {
    say(`\nNative TensorFlow could not be set up.\n${thrown instanceof Error ? thrown.message : thrown}\n`)
    say('It needs npm, and either the download that the package makes itself, or python3 with pip and g++')
    say('(for example: apt-get install python3-pip g++). Without it Tintype runs on WebAssembly.')
    process.exitCode = 1
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

await main()

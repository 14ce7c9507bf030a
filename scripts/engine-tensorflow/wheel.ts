import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { must, npm, run } from '../run.ts'

/** The wheel whose C library and headers the binding was built and measured with. */
const tensorflow = 'tensorflow-cpu==2.21.0'

/** The library does not depend on Python: any interpreter may fetch it by this tag. */
const pythonVersion = '3.11'

const platforms: Record<string, string> = {
  'linux x64': 'manylinux_2_27_x86_64',
  'linux arm64': 'manylinux_2_27_aarch64',
}

const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']

const unpack = `
import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(tuple(sys.argv[3:]))])
`

/**
 * Builds the binding of an unbuilt tfjs-node in `home` against the TensorFlow of a Python wheel.
 * Needs python3 with pip, and g++.
 */
export async function buildOnWheel(
  home: string,
  packageName: string,
  say: (step: string) => void,
): Promise<void> {
  const platform = platforms[`${process.platform} ${process.arch}`]
  if (!platform) throw new Error(`There is no recipe for ${process.platform} ${process.arch}.`)
  await must('g++ --version', run(compiler, ['--version']))
  await must('python3 -m pip --version', run('python3', ['-m', 'pip', '--version']))

  const wheelFolder = join(home, 'wheel')
  const target = join(home, 'node_modules', packageName)
  say(`fetching ${tensorflow} (about 270 MB)`)
  await downloadWheel(wheelFolder, platform)
  say('unpacking its C library')
  await placeLibraries(wheelFolder, join(target, 'deps', 'lib'))
  say('compiling the binding')
  await compileBinding(target, join(wheelFolder, 'tensorflow', 'include'), await nodeHeaders(home))
  await rm(wheelFolder, { recursive: true })
}

const compiler = process.env.CXX ?? 'g++'

async function downloadWheel(folder: string, platform: string): Promise<void> {
  const tag = ['--python-version', pythonVersion, '--implementation', 'cp', '--platform', platform]
  const options = ['--no-deps', '--only-binary', ':all:', '--disable-pip-version-check', '--no-cache-dir']
  await must(
    'The download of TensorFlow',
    run('python3', ['-m', 'pip', 'download', tensorflow, '--dest', folder, ...options, ...tag]),
  )
  const [wheel] = await readdir(folder)
  const wanted = ['tensorflow/c/', 'tensorflow/core/platform/', 'xla/tsl/', 'tsl/']
  const prefixes = [
    ...libraries.map((name) => `tensorflow/${name}`),
    ...wanted.map((name) => `tensorflow/include/${name}`),
  ]
  await must('Unpacking', run('python3', ['-c', unpack, join(folder, wheel), folder, ...prefixes]))
  await rm(join(folder, wheel))
}

async function placeLibraries(wheelFolder: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  for (const name of libraries) await rename(join(wheelFolder, 'tensorflow', name), join(target, name))
}

async function nodeHeaders(home: string): Promise<string> {
  await must(
    'The download of Node headers',
    npm(home, ['install', '--save-exact', '--ignore-scripts', 'node-api-headers@1.9.0']),
  )
  return createRequire(join(home, 'package.json'))('node-api-headers').include_dir
}

async function compileBinding(target: string, tensorflowHeaders: string, headers: string): Promise<void> {
  const output = join(target, 'lib', 'napi-v8', 'tfjs_binding.node')
  await mkdir(dirname(output), { recursive: true })
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(target, 'binding', name))
  const defines = ['-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding']
  const link = [`-L${join(target, 'deps', 'lib')}`, ...libraries.map((name) => `-l:${name}`)]
  const rpath = '-Wl,-rpath,$ORIGIN/../../deps/lib'
  await must(
    'The compiler',
    run(compiler, [
      ...['-shared', '-fPIC', '-O2', '-std=c++17', '-w', ...defines],
      ...[`-I${tensorflowHeaders}`, `-I${headers}`, ...sources, ...link, rpath, '-o', output],
    ]),
  )
}

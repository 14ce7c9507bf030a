import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import util from 'node:util'
import type { EngineInfo } from '../../../shared/contract/engine.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Backend, TensorFlow } from './backend.ts'

/** What the packages' own backend tells, beyond the common interface. */
interface NativeBackend {
  isUsingGpuDevice: boolean
  binding: { TF_Version: string }
}

interface Candidate {
  name: string
  /** Relative module names are looked up from here. */
  from: string
}

const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']

/** The project's own optional dependency first, then the folders that `npm run engine:tensorflow` fills. */
function candidates(): Candidate[] {
  const homes = (process.env.TINTYPE_ENGINE_HOME ?? '').split(delimiter).filter(Boolean)
  return [
    { name: packages[0], from: import.meta.url },
    ...homes.flatMap((home) => packages.map((name) => ({ name, from: join(home, 'package.json') }))),
  ]
}

/** What must be so before the native library is loaded. */
function prepareProcess(): void {
  // tfjs-node 4.22 still calls these; Node 23 removed the first and warns of the second.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  })
  // Else it takes the whole graphics memory at once.
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true'
  // Warnings and errors only.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1'
}

function infoOf(tf: TensorFlow): EngineInfo {
  const { isUsingGpuDevice: gpu, binding } = tf.backend() as unknown as NativeBackend
  return { engine: 'tensorflow', device: `${gpu ? 'gpu' : 'cpu'}, TensorFlow ${binding.TF_Version}`, gpu }
}

/**
 * TensorFlow's C library through tfjs-node.
 * @throws `engine-missing`, with what each place said.
 */
export function openTensorFlow(): Backend {
  prepareProcess()
  const reasons: string[] = []
  for (const { name, from } of candidates()) {
    const require = createRequire(from)
    try {
      require.resolve(name)
    } catch {
      continue
    }
    try {
      const tf: TensorFlow = require(name)
      return { tf, info: infoOf(tf) }
    } catch (thrown) {
      reasons.push(`${name} does not load: ${firstLine(thrown)}`)
    }
  }
  throw new TintypeError(
    'engine-missing',
    `Native TensorFlow is not available: ${reasons.join('; ') || 'it is not installed'}. ` +
      'Set it up with "npm run engine:tensorflow"; until then the slower WebAssembly engine does the work.',
  )
}

function firstLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0].trim()
}

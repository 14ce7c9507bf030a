import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { table } from './report.ts'

/** Seconds of one training step of one photo: `node scripts/bench/training.ts`, a table for docs/training.md. */

const cases: [network: string, size: number, stage: string][] = [
  ['tintype-mobile', 128, 'pretrain'],
  ['tintype-mobile', 256, 'pretrain'],
  ['resnet18-unet', 128, 'pretrain'],
  ['resnet18-unet', 256, 'pretrain'],
  ['resnet18-unet', 256, 'gan'],
  ['pix2pix-unet', 256, 'gan'],
]
const engineHome = join(import.meta.dirname, '../../.engine/tensorflow')

const rows = ['wasm', 'tensorflow'].flatMap((engine) =>
  cases.map(([network, size, stage]) => {
    const options = Object.entries({ engine, network, size, stage }).map(
      ([name, value]) => `--${name}=${value}`,
    )
    const output = execFileSync(
      process.execPath,
      [join(import.meta.dirname, 'training-step.ts'), ...options],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { TINTYPE_ENGINE_HOME: engineHome, ...process.env },
      },
    )
    const { wall, cpu, peak } = JSON.parse(output)
    const row = [
      engine,
      network,
      size,
      stage,
      wall.toFixed(2),
      cpu.toFixed(2),
      `${(peak / 2 ** 20).toFixed(0)} MB`,
    ]
    console.error(row.join('  '))
    return row
  }),
)
console.log(
  table(['engine', 'network', 'side', 'stage', 'seconds', 'seconds of processor', 'peak memory'], rows),
)

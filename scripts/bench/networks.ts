import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { engineIds } from '../../src/shared/contract/engine.ts'
import { table } from './report.ts'

/** Milliseconds of the shipped network, of an edited hint, and of the tutorial's generator beside them. */
const engineHome = join(import.meta.dirname, '../../.engine/tensorflow')
const columns = ['predict 256', 'predict 128', 'hint 256', 'hint 128', 'tutorial 256']

const rows = engineIds.flatMap((engine) => {
  const measured = measure(engine)
  if (!measured) return []
  const ratio = measured['tutorial 256'] / measured['predict 256']
  return [[engine, ...columns.map((name) => measured[name].toFixed(0)), ratio.toFixed(1)]]
})
console.log(table(['engine', ...columns.map((name) => `${name}, ms`), 'tutorial / predict'], rows))

function measure(engine: string): Record<string, number> | undefined {
  try {
    const output = execFileSync(process.execPath, [join(import.meta.dirname, 'network-forward.ts'), engine], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { TINTYPE_ENGINE_HOME: engineHome, ...process.env },
    })
    return JSON.parse(output)
  } catch {
    console.log(`${engine} does not start here and is left out.\n`)
    return undefined
  }
}

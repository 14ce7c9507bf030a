import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the kernels in this folder are what their source says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tintype-kernels-'))
  try {
    const made = join(folder, 'kernels.wasm')
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
    execFileSync(process.execPath, [compiler, '--config', 'src/assembly/asconfig.json', '--outFile', made])
    expect(readFileSync(made).equals(readFileSync('src/main/engine/field/kernels.wasm'))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

import { expect, it } from 'vitest'
import type { Findings } from '../../../src/main/core/index.ts'
import { run } from '../../fixtures/cli/run.ts'

it('says what is there, and how fast the embedded engine is', async () => {
  const { code, stdout } = await run('doctor', '--seconds', '0.1', '--json')
  const findings: Findings = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(findings.imaging).toMatchObject({ versions: { sharp: expect.any(String) } })
  expect(findings.models.models.map(({ file }) => file.id)).toContain('tintype-mobile')
  const wasm = findings.engines.find(({ engine }) => engine === 'wasm')
  expect(wasm).toMatchObject({ found: { device: expect.stringContaining('WebAssembly') } })
  expect(wasm && 'perSecond' in wasm && wasm.perSecond).toBeGreaterThan(0)
})

it('still tells the rest when the model to measure is not there', async () => {
  const { code, stdout } = await run('doctor', '--model', 'none-such')
  expect(code).toBe(1)
  expect(stdout).toContain('Imaging    ')
  expect(stdout).toContain('Model      tintype-mobile')
  expect(stdout).toContain('There is no model "none-such"')
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
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

it('writes a report to read and to send: what is there, and the end of the log', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tintype-report-'))
  const former = process.env.TINTYPE_LOG
  process.env.TINTYPE_HOME = home
  process.env.TINTYPE_LOG = 'info'
  onTestFinished(() => {
    delete process.env.TINTYPE_HOME
    process.env.TINTYPE_LOG = former
    rmSync(home, { recursive: true })
  })
  const lost = join(homedir(), 'no such photo of ours.jpg')
  await run('colorize', lost, '--out', join(home, 'out'), '--engine', 'wasm')
  const path = join(home, 'report.txt')
  const { code } = await run('doctor', '--seconds', '0.1', '--report', path)
  expect(code).toBe(0)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain('Read this before you send it')
  expect(text).toContain('Model      tintype-mobile')
  expect(text).toMatch(/imaging\(\d+\) \[job-0@\d+\] A call failed\. call="read"/)
  expect(text).toContain('file-not-found: ~')
  expect(text).toContain('no such photo of ours.jpg does not exist')
  if (homedir() !== '/') expect(text).not.toContain(lost)

  writeFileSync(path, 'mine')
  const again = await run('doctor', '--model', 'none-such', '--report', path)
  expect(again.code).toBe(1)
  expect(again.stderr).toContain('is there already')
  expect(readFileSync(path, 'utf8')).toBe('mine')
})

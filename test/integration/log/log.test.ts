import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../fixtures/cli/run.ts'

const writer = fileURLToPath(new URL('../../fixtures/log/writer.ts', import.meta.url))
const samples = fileURLToPath(new URL('../../../samples', import.meta.url))
const megabyte = 2 ** 20

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tintype-log-'))
  process.env.TINTYPE_HOME = home
  process.env.TINTYPE_LOG = 'info'
})
afterEach(() => {
  delete process.env.TINTYPE_HOME
  process.env.TINTYPE_LOG = 'silent'
  rmSync(home, { recursive: true, force: true })
})

type Line = Record<string, unknown> & { msg: string }

const folder = (): string => join(home, 'logs')
const text = (): string => readFileSync(join(folder(), 'tintype.log'), 'utf8')
const lines = (): Line[] =>
  text()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

async function write(what: string): Promise<number | null> {
  const [code] = await once(spawn(process.execPath, [writer, folder(), what], { stdio: 'ignore' }), 'exit')
  return code
}

describe('the log', () => {
  it('has the last line of a program that ends at once', async () => {
    expect(await write('exits')).toBe(0)
    expect(lines()).toMatchObject([{ level: 'info', process: 'writer', msg: 'The last line.' }])
  })

  it.each(['throws', 'rejects'])('has what nobody caught, with its stack: %s', async (how) => {
    expect(await write(how)).toBe(1)
    const [line] = lines()
    expect(line).toMatchObject({
      level: 'fatal',
      err: { kind: 'RangeError', message: 'Nobody expected this.' },
    })
    expect((line!.err as { stack: string }).stack).toContain('writer.ts')
  })

  it('stays small, and loses no line of several programs that write to it together', async () => {
    await Promise.all([write('60'), write('60')])
    expect(lines().filter(({ msg }) => msg.startsWith('Line '))).toHaveLength(120)
    await Promise.all([write('700'), write('700')])
    const names = readdirSync(folder())
    expect(names.length).toBeLessThanOrEqual(5)
    const sizes = names.map((name) => statSync(join(folder(), name)).size)
    expect(Math.max(...sizes)).toBeGreaterThan(megabyte)
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(16 * megabyte)
  })

  it('is for nobody else to read', async () => {
    await write('exits')
    if (process.platform !== 'win32') expect(statSync(join(folder(), 'tintype.log')).mode & 0o077).toBe(0)
  })

  it('never keeps a program from its work', async () => {
    writeFileSync(folder(), 'a file where the folder should be')
    expect(await write('50')).toBe(0)
  })

  it('follows a photo into another process, and keeps the stacks of both sides', async () => {
    const damaged = join(home, 'torn.jpg')
    writeFileSync(
      damaged,
      readFileSync(join(samples, readdirSync(samples).find((n) => n.endsWith('.jpg'))!)).subarray(0, 4000),
    )
    const { code } = await run('colorize', damaged, '--out', join(home, 'out'), '--engine', 'wasm')
    expect(code).toBe(2)
    const failed = lines().filter(({ trace, err }) => `${trace}`.startsWith('job-0@') && err)
    const far = failed.find((line) => line.process === 'imaging')
    const near = failed.find((line) => line.process === 'cli')
    expect(far).toMatchObject({ level: 'warn', err: { kind: 'picture-damaged' } })
    expect((far!.err as { stack: string }).stack).toMatch(/src.main.imaging/)
    expect(near).toMatchObject({ msg: 'A job failed.', err: { kind: 'picture-damaged' } })
    expect(far!.pid).not.toBe(near!.pid)
  })

  it('is shown as well where TINTYPE_LOG is set, and tells each call at debug', async () => {
    process.env.TINTYPE_LOG = 'debug'
    const { stderr } = await run('doctor', '--seconds', '0.1', '--model', 'none-such')
    expect(stderr).toMatch(/info +cli\(\d+\) The command line starts\. version=/)
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: 'debug', process: 'imaging', call: 'describe', msg: 'Answered.' }),
    )
  })

  it('names the job also where a worker asks back', async () => {
    process.env.TINTYPE_LOG = 'debug'
    const photo = join(samples, readdirSync(samples).find((n) => n.endsWith('.jpg'))!)
    await run('colorize', photo, '--out', join(home, 'asked'), '--engine', 'wasm')
    const questions = lines().filter(({ process, call }) => process === 'cli' && call === 'written')
    expect(questions).toEqual([expect.objectContaining({ trace: expect.stringMatching(/^job-0@\d+$/) })])
  })

  it('is not begun where nobody wants it', async () => {
    process.env.TINTYPE_LOG = 'silent'
    await run('models', 'list')
    expect(existsSync(folder())).toBe(false)
  })
})

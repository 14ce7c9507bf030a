import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readable, takeLine } from '../../../src/main/log/lines.ts'
import { log, startLog } from '../../../src/main/log/log.ts'

let written: string[]

beforeEach(() => {
  written = []
  startLog('core', 'info', (line) => written.push(line))
})
afterEach(() => {
  log.level = 'silent'
})

const line = { level: 'warn', time: '2026-01-02T03:04:05.000Z', pid: 7, process: 'core', msg: 'Torn.' }

describe('a line of a worker', () => {
  it('is taken under the name that its parent knows', () => {
    expect(takeLine('imaging', JSON.stringify(line))).toBe(true)
    expect(JSON.parse(written[0]!)).toEqual({ ...line, process: 'imaging' })
  })

  it('brings nothing along that the log does not know, and nothing endless', () => {
    const more = {
      ...line,
      pixels: [1, 2, 3],
      msg: 'x'.repeat(50_000),
      err: { kind: 'internal', message: 'y'.repeat(50_000) },
    }
    expect(takeLine('imaging', JSON.stringify(more))).toBe(true)
    expect(written[0]).not.toContain('pixels')
    expect(written[0]!.length).toBeLessThan(3000)
  })

  it.each([
    'TensorFlow says hello',
    '{"level":"warn"',
    '{"level":"warn","msg":7}',
    '{"level":"loud","msg":"x"}',
  ])('is none: %s', (words) => {
    expect(takeLine('engine', words)).toBe(false)
    expect(written).toEqual([])
  })
})

describe('a line for people', () => {
  it('has the error below it, and its cause', () => {
    const err = {
      kind: 'internal',
      message: 'It broke.',
      stack: '    at one (a.ts:1:2)',
      cause: { kind: 'Error', message: 'Why.' },
    }
    expect(readable(JSON.stringify({ ...line, trace: 'job-3', call: 'inspect', err }))).toBe(
      [
        '2026-01-02T03:04:05.000Z warn  core(7) [job-3] Torn. call="inspect"',
        '    internal: It broke.',
        '        at one (a.ts:1:2)',
        '    caused by Error: Why.',
      ].join('\n'),
    )
  })

  it('commands no terminal', () => {
    expect(readable(JSON.stringify({ ...line, msg: 'a\u001b[2Jb\nc' }))).not.toMatch(/\p{Cc}/u)
  })

  it('is as it stands where it cannot be read', () => {
    expect(readable('cut in the mid')).toBe('cut in the mid')
  })
})

import { describe, expect, it } from 'vitest'
import { appJobs, importPlanSchema } from '../../../../src/main/core/jobs/tasks.ts'
import { storedError } from '../../../../src/main/core/library/stored-json.ts'

/** Rows as Tintype 0.1 wrote them. Never changed: what comes later has to understand them. */
const recipe = {
  ...{ model: 'tintype-mobile', size: 256, flipAveraged: false },
  hints: [{ x: 0.25, y: 0.5, radius: 0.02, a: 12, b: -30 }],
  adjustments: { strength: 1, saturation: 1, temperature: 0, upsampling: 'bilinear' },
}
const settings = { folder: '/out', format: 'tiff', depth: 16, pattern: '{name}', metadata: true }
const tasks = [
  { kind: 'import', path: '/scans/a.jpg' },
  { kind: 'import', path: '/scans/a.jpg', root: '/scans', album: 3, recipe: { ...recipe, hints: [] } },
  { kind: 'colorize', photo: 7, recipe, recolour: true },
  { kind: 'export', photo: 7, settings, number: 2 },
]

describe('a job of 0.1', () => {
  it.each(tasks)('is understood whole: $kind', (task) => {
    expect(appJobs.task.parse(task)).toEqual(task)
  })

  it('has outcomes, plans and errors that are understood whole', () => {
    const outcome = { photo: 7, reason: 'already-made', output: '/out/a.tiff' }
    expect(appJobs.outcome.parse(outcome)).toEqual(outcome)
    const plan = { paths: ['/scans'], album: 3, recipe: { ...recipe, hints: [] } }
    expect(importPlanSchema.parse(plan)).toEqual(plan)
    const error = { kind: 'disk-full', message: 'Full.', details: { path: '/out' } }
    expect(storedError(JSON.stringify(error))).toEqual(error)
  })
})

describe('a job that says less or more than this version does', () => {
  it('gets defaults for what it lacks, and loses what nobody knows', () => {
    const { recolour: _, ...older } = tasks[2] as { recolour: boolean }
    expect(appJobs.task.parse({ ...older, brushes: ['later'] })).toEqual({ ...older, recolour: false })
    expect(appJobs.outcome.parse({ photo: 7, seconds: 3 })).toEqual({ photo: 7 })
  })
})

describe('a job that cannot be understood', () => {
  it.each([
    ['of an unknown kind', { kind: 'enlarge', photo: 7, factor: 2 }, { photo: 7 }],
    ['of an unknown format', { ...tasks[3], settings: { ...settings, format: 'jxl' } }, { photo: 7 }],
    ['without a path', { kind: 'import' }, {}],
    ['with a path', { kind: 'import', path: '/scans/a.jpg', album: 'third' }, { path: '/scans/a.jpg' }],
    ['with a photo that is none', { kind: 'colorize', photo: -1, recipe }, {}],
    ['that is a text', '{"kind":"impo', {}],
    ['that is nothing', null, {}],
    ['that is a list', [1, 2], {}],
  ])('%s says why, and what photo it was about', (_, task, known) => {
    const read = appJobs.task.parse(task)
    expect(read).toMatchObject({ kind: 'unreadable', ...known })
    expect(read).toHaveProperty('reason', expect.stringMatching(/\w{4}/))
    // What is written of it is read again.
    expect(appJobs.task.parse(JSON.parse(JSON.stringify(read)))).toEqual(read)
  })

  it('has an outcome that is none, or a failure that keeps its words', () => {
    expect(appJobs.outcome.parse({ photo: 'seven' })).toEqual({})
    const later = storedError(JSON.stringify({ kind: 'moon-full', message: 'The moon is full.' }))
    expect(later).toEqual({ kind: 'internal', message: 'The moon is full.' })
    expect(storedError('{"kind":').kind).toBe('internal')
    expect(storedError('7').message).toContain('cannot be read')
  })
})

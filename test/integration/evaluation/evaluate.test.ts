import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Core, openCore } from '../../../src/main/core/index.ts'
import {
  type EvaluateRequest,
  type EvaluationResult,
  type EvaluationTools,
  evaluate,
  evaluationResultSchema,
  renderMarkdown,
  toolsOf,
} from '../../../src/main/evaluation/index.ts'
import type { MetricId } from '../../../src/main/evaluation/summary/metric-table.ts'
import { bootstrap } from '../../fixtures/engine/places.ts'

const samples = join(import.meta.dirname, '../../../samples')
const colourSamples = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg']
const shipped = 'tintype-mobile'

let folder: string
let core: Core
let tools: EvaluationTools

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tintype-evaluation-'))
  await cutPhotographs(folder)
  core = await openCore({ engine: 'wasm', jobs: 2 })
  tools = await toolsOf(core, [shipped])
  tools.models.unshift(bootstrap)
})

afterAll(async () => {
  await core.close()
  await rm(folder, { recursive: true, force: true })
})

/** Five pieces of each colour sample, 100 to 180 px, one grey photograph, and one file that is no picture. */
async function cutPhotographs(folder: string): Promise<void> {
  await mkdir(join(folder, 'pieces'))
  for (const sample of colourSamples) {
    const whole = sharp(join(samples, sample)).resize({ width: 380, height: 300, fit: 'cover' })
    const source = await whole.png().toBuffer()
    for (let i = 0; i < 5; i++) {
      const side = 100 + 20 * i
      const piece = sharp(source).extract({ left: 40 * i, top: 25 * i, width: side, height: side })
      await piece.png().toFile(join(folder, 'pieces', `${sample} ${i}.png`))
    }
  }
  await sharp(join(samples, 'camera.png')).resize(130).png().toFile(join(folder, 'camera.png'))
  await writeFile(join(folder, 'text.jpg'), 'no picture at all')
}

function run(request: Partial<EvaluateRequest> = {}): Promise<EvaluationResult> {
  return evaluate({ data: folder, size: 160, networkSize: 128, resamples: 300, ...request }, tools)
}

describe('evaluate', () => {
  let result: EvaluationResult
  const phases: string[] = []

  beforeAll(async () => {
    result = await evaluate(
      { data: folder, size: 160, networkSize: 128, resamples: 300, l1: bootstrap.id },
      tools,
      ({ phase, done, total }) => phases.push(`${phase} ${done}/${total}`),
    )
  })

  function figure(row: string, metric: MetricId): number {
    return result.rows.find(({ id }) => id === row)!.summaries.colourful![metric]!.value
  }

  it('measures what can be read and names what cannot', () => {
    expect(result.set).toMatchObject({
      found: 22,
      chosen: 22,
      counts: { all: 21, colourful: 20, neutral: 1 },
    })
    expect(result.set.skipped).toMatchObject([{ name: 'text.jpg', kind: 'picture-unknown' }])
    expect(phases).toContain('scan 22/22')
    expect(phases.at(-1)).toBe('measure 21/21')
  })

  it('never enlarges: squares are multiples of 32 that fit in the photograph', () => {
    // 100, 120, 140, 160 and 180 px of each sample, and the grey one of 130 px.
    expect(result.set.sides).toEqual({ '96': 8, '128': 5, '160': 8 })
  })

  it('ranks the reference rows as they must rank', () => {
    expect(figure('half-resolution', 'rmseAb')).toBeLessThan(figure('picture-mean', 'rmseAb') / 2)
    expect(figure('picture-mean', 'rmseAb')).toBeLessThan(figure('dataset-mean', 'rmseAb'))
    expect(figure('dataset-mean', 'rmseAb')).toBeLessThan(figure('grey', 'rmseAb'))
    expect(figure('half-resolution', 'psnrRgb')).toBeGreaterThan(figure('grey', 'psnrRgb') + 5)
    expect(figure('half-resolution', 'deltaE2000')).toBeLessThan(3)
  })

  it('sees colour where there is some', () => {
    expect(figure('grey', 'cfRatio')).toBeLessThan(0.02)
    expect(figure('half-resolution', 'cfRatio')).toBeGreaterThan(0.9)
    expect(figure(shipped, 'cfRatio')).toBeGreaterThan(0.2)
    expect(figure(shipped, 'cfRatio')).toBeLessThan(1.3)
  })

  it('finds the models nearer to the truth than grey, and their lightness in place', () => {
    for (const { id } of tools.models) {
      expect(figure(id, 'rmseAbOfGrey')).toBeLessThan(1)
      expect(figure(id, 'lightnessDrift')).toBeLessThan(0.5)
      expect(figure(id, 'flipDisagreement')).toBeGreaterThan(0)
      expect(figure(id, 'flipDisagreement')).toBeLessThan(0.5)
    }
  })

  it('compares and judges the second model against the first', () => {
    expect(result.comparisons).toMatchObject([{ candidate: shipped, baseline: bootstrap.id }])
    const { differences } = result.comparisons[0]
    expect(differences.colourful!.rmseAb!.value).toBeCloseTo(
      figure(shipped, 'rmseAb') - figure(bootstrap.id, 'rmseAb'),
    )
    expect(result.comparisons[0].ratios.colourful!.rmseAb!.value).toBeCloseTo(
      figure(shipped, 'rmseAb') / figure(bootstrap.id, 'rmseAb'),
    )
    const gates = result.judgements[0].gates.map(({ id }) => id)
    expect(gates).toEqual(['closer', 'bolder', 'lightness', 'checkpoint-colour', 'checkpoint-flip'])
    expect(result.judgements[0].goals).toHaveLength(2)
  })

  it('goes through JSON unharmed and renders as Markdown', () => {
    expect(evaluationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
    const markdown = renderMarkdown(result)
    for (const { title } of result.rows) expect(markdown).toContain(`| ${title} |`)
    expect(markdown).toContain('8 of 96 px, 5 of 128 px, 8 of 160 px')
    expect(markdown).toContain('`text.jpg`')
    expect(markdown).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('evaluate again', () => {
  it('gives the same numbers for the same sample, and for the truth at its own size others', async () => {
    const once = await run({ limit: 3 })
    expect(await run({ limit: 3 })).toEqual(once)
    const native = await run({ limit: 3, networkSize: 'native' })
    expect(native.rows[0]).toEqual(once.rows[0])
    expect(native.rows.at(-1)).not.toEqual(once.rows.at(-1))
  })

  it('measures true hints, more of which leave less error where the field spreads them', async () => {
    const request: EvaluateRequest = {
      ...{ data: folder, size: 160, networkSize: 128, resamples: 300, limit: 2 },
      hints: [3, 1],
    }
    const alone = { ...tools, models: tools.models.slice(-1) }
    const result = await evaluate(request, alone)
    const read = evaluationResultSchema.parse(JSON.parse(JSON.stringify(result)))
    expect(read.hints).toEqual(result.hints)
    const left = (count: number) =>
      result.hints!.find(
        (row) => row.protocol === 'worst' && row.method === 'field-1' && row.count === count,
      )!.errorLeft.value
    // Protocols, methods, and counts with none.
    expect(result.hints).toHaveLength(2 * 3 * 3)
    expect(left(0)).toBe(1)
    expect(left(1)).toBeLessThan(1)
    expect(left(3)).toBeLessThan(left(1))
    expect(renderMarkdown(result)).toContain('| field-1 | 3 |')
    expect((await evaluate(request, alone)).hints).toEqual(result.hints)
  })

  it('stops when told to', async () => {
    const controller = new AbortController()
    const stopped = evaluate({ data: folder }, tools, () => controller.abort(), controller.signal)
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('refuses a folder without photographs and rows of one name', async () => {
    const empty = join(folder, 'nothing')
    await mkdir(empty)
    await expect(run({ data: empty })).rejects.toMatchObject({ kind: 'bad-request' })
    const twice = { ...tools, models: [bootstrap, bootstrap] }
    await expect(evaluate({ data: folder }, twice)).rejects.toMatchObject({ kind: 'bad-request' })
    await expect(run({ l1: 'unheard-of' })).rejects.toMatchObject({ kind: 'bad-request' })
  })
})

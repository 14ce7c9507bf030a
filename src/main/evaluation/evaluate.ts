import { TintypeError } from '../../shared/errors.ts'
import { type EvaluateOptions, type EvaluateRequest, evaluateOptionsSchema } from './evaluation-options.ts'
import type { Comparison, EvaluationResult, GateCheck, RowResult, Subset } from './evaluation-result.ts'
import { summariseHints } from './hints/hint-summary.ts'
import { concurrently } from './measure/concurrently.ts'
import { openFrechetStudy } from './measure/frechet-study.ts'
import { measurePicture } from './measure/measure-picture.ts'
import type { PictureResult } from './measure/picture-result.ts'
import { referenceRows } from './measure/reference-rows.ts'
import { scanPhotos } from './measure/scan.ts'
import type { Photo } from './photos/photo.ts'
import { openPhotos } from './photos/source.ts'
import { chooseSample } from './photos/subset.ts'
import { inSubset, type RowName, summarise } from './summary/summarise.ts'
import type { EvaluationTools } from './tools.ts'
import { checkGates, goals, hasPassed } from './verdict/gates.ts'

export interface EvaluationProgress {
  /** `scan` looks at every photograph once, `measure` runs all rows on it. */
  phase: 'scan' | 'measure'
  done: number
  total: number
}

/**
 * Measures models and reference rows on colour photographs, as `docs/evaluation.md` explains. The same
 * request over the same photographs gives the same result.
 * @throws `bad-request` for options and for a folder without usable photographs, `file-not-found`,
 * `file-unreadable`, `cancelled`, and those of the engine.
 */
export async function evaluate(
  request: EvaluateRequest,
  tools: EvaluationTools,
  onProgress: (progress: EvaluationProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<EvaluationResult> {
  const options = evaluateOptionsSchema.parse(request)
  const rowNames = nameRows(options, tools)
  const source = await openPhotos(options.data)
  const found = await source.names()
  const chosen = chooseSample(found, options)
  const counter = (phase: EvaluationProgress['phase'], total: number): (() => void) => {
    let done = 0
    return () => onProgress({ phase, done: ++done, total })
  }

  const onScanned = counter('scan', chosen.size)
  const scan = await scanPhotos(source.read(chosen), options.size, tools, onScanned, signal)
  const { usable, skipped, meanAb } = scan
  if (usable.size === 0) {
    throw new TintypeError(
      'bad-request',
      `${options.data} holds no ${options.heldOut ? 'held-out ' : ''}photograph that could be measured.`,
      { details: { found: found.length, skipped } },
    )
  }

  const { study, leftOut } = openFrechetStudy(options.features, usable.size, tools.engine)
  const results = new Map<string, PictureResult>()
  const onMeasured = counter('measure', usable.size)
  const measure = async (photo: Photo): Promise<void> => {
    results.set(photo.name, await measurePicture(photo, meanAb, options, tools, study))
    onMeasured()
  }
  await concurrently(source.read(usable), tools.inFlight, measure, signal)
  const pictures = [...usable].map((name) => results.get(name)!)

  const { rows, comparisons } = summarise(pictures, rowNames, options)
  return {
    format: 'tintype-evaluation',
    formatVersion: 2,
    options,
    set: { found: found.length, chosen: chosen.size, skipped, meanAb, ...describeSet(pictures) },
    rows,
    frechet: study ? await study.finish() : leftOut,
    comparisons,
    judgements: checkedGates(rows, comparisons, options),
    ...(options.hints && {
      hints: summariseHints(
        pictures.map(({ hints = [] }) => hints),
        options,
      ),
    }),
    pictures,
  }
}

/** References first, then models. @throws `bad-request` for two rows of one name, or an unknown L1 model. */
function nameRows({ l1 }: EvaluateOptions, { models }: EvaluationTools): RowName[] {
  const names: RowName[] = [
    ...referenceRows.map(({ id, title }) => ({ id, title, kind: 'reference' as const })),
    ...models.map(({ id }) => ({ id, title: id, kind: 'model' as const })),
  ]
  const ids = names.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice)
    throw new TintypeError('bad-request', `Two rows would be called "${twice}". Name each model once.`)
  if (l1 !== undefined && !models.some(({ id }) => id === l1)) {
    throw new TintypeError('bad-request', `The L1 model "${l1}" is not among the models to measure.`)
  }
  return names
}

function describeSet(
  pictures: PictureResult[],
): Pick<EvaluationResult['set'], 'sides' | 'counts' | 'colourfulness'> {
  const sides: Record<string, number> = {}
  const colourfulness = { signed: 0, absolute: 0 }
  for (const { side, truth } of pictures) {
    sides[side] = (sides[side] ?? 0) + 1
    colourfulness.signed += truth.colourfulness / pictures.length
    colourfulness.absolute += truth.colourfulnessAbsolute / pictures.length
  }
  const count = (subset: Subset): number => pictures.filter((picture) => inSubset(picture, subset)).length
  return {
    sides,
    counts: { all: count('all'), colourful: count('colourful'), neutral: count('neutral') },
    colourfulness,
  }
}

/** Every further model against the first, over all pictures. */
function checkedGates(rows: RowResult[], comparisons: Comparison[], { l1 }: EvaluateOptions): GateCheck[] {
  const summary = (id: string) => rows.find((row) => row.id === id)!.summaries.all!
  return comparisons.map(({ candidate, baseline, differences, ratios }) => {
    const held = { differences: differences.all!, ratios: ratios.all! }
    const gates = checkGates(summary(candidate), held, l1 === undefined ? undefined : summary(l1))
    return {
      ...{ candidate, baseline, passed: hasPassed(gates), gates },
      goals: goals(summary(candidate), summary('grey')),
    }
  })
}

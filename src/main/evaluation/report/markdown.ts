import { basename } from 'node:path'
import type {
  Comparison,
  EvaluationResult,
  FrechetResult,
  Gate,
  GateCheck,
  RowResult,
  Subset,
} from '../evaluation-result.ts'
import type { HintSummary } from '../hints/hint-summary.ts'
import { type MetricId, metricIds, metricOf } from '../summary/metric-table.ts'
import { plain, signedWithInterval, table, withInterval } from './table.ts'

/** The result as people read it. */
export function renderMarkdown(result: EvaluationResult): string {
  const { counts } = result.set
  const sections = [
    '# Evaluation',
    describeRun(result),
    `## All ${counts.all} pictures`,
    rowsTable(result.rows, 'all'),
    notes,
    ...frechetSection(result),
    ...subsetSection(result, 'colourful', `The ${counts.colourful} colourful pictures`),
    ...subsetSection(result, 'neutral', `The ${counts.neutral} neutral pictures`),
    ...(result.hints ? hintsSection(result.hints) : []),
    ...result.comparisons.flatMap(comparisonSection),
    ...result.judgements.flatMap(gateSection),
    ...skippedSection(result),
  ]
  return `${sections.join('\n\n')}\n`
}

const notes = [
  'CF is colourfulness (Hasler and Süsstrunk); the absolute definition is the one that published code uses.',
  'PSNR rewards pale colours and SSIM hardly sees colour: neither decides anything alone.',
  'L drift has to stay below 0.5. Numbers of other sets, sizes or runs are not comparable with these.',
].join(' ')

const subsetMeaning: Record<Exclude<Subset, 'all'>, string> = {
  colourful: 'Colourfulness of the truth is 15 or more.',
  neutral: 'Colourfulness of the truth is below 15: a model must not paint them, so CF should stay low.',
}

function describeRun({ set, options, rows, frechet }: EvaluationResult): string {
  const sides = Object.entries(set.sides).map(([side, count]) => `${count} of ${side} px`)
  return [
    `- Photographs: ${set.chosen} of the ${set.found} in \`${basename(options.data)}\`` +
      `${options.heldOut ? ', only held-out ones' : ''}; ${set.counts.all} measured, ${set.skipped.length} skipped.`,
    `- Squares: the largest centre square, brought down with Lanczos 3, never enlarged: ${sides.join(', ')}.`,
    ...describeModels(rows, set, options),
    `- Truth: CF ${set.colourfulness.signed.toFixed(1)}, absolute definition ${set.colourfulness.absolute.toFixed(1)};` +
      ` mean a\\* ${set.meanAb.a.toFixed(1)}, b\\* ${set.meanAb.b.toFixed(1)}.`,
    '- Photographs that are stored with chroma at half resolution (most JPEG and WebP files) make the' +
      ' half-resolution row no real ceiling.',
    `- In brackets: 95 % bootstrap intervals over pictures, ${options.resamples} resamples.`,
    describeFrechet(frechet),
  ].join('\n')
}

function describeModels(
  rows: RowResult[],
  { sides }: EvaluationResult['set'],
  { settings, networkSize }: EvaluationResult['options'],
): string[] {
  const models = rows.filter(({ kind }) => kind === 'model').map(({ id }) => id)
  if (models.length === 0) return ['- Models: none.']
  const named = `- Models: ${models.join(', ')}; ${settings.upsampling} upsampling.`
  if (networkSize === 'native') {
    return [named, "- Networks saw the truth's own L at its own size, without the product's preparation."]
  }
  const enlarged = Object.keys(sides).some((side) => Number(side) < networkSize)
  return [
    named,
    `- Networks saw L as the product prepares it, short side ${networkSize} px.` +
      (enlarged ? ' Smaller squares were enlarged for the network, as the product would.' : ''),
  ]
}

function describeFrechet(frechet: FrechetResult): string {
  return frechet.measured
    ? `- FD-MNv2: Fréchet distance of MobileNetV2 features from the truth's, this project's own measure: never` +
        ` compare it with a published FID. The floor is two halves of the truth, different photographs; rows show` +
        ` the truth's own photographs and may lie below it.`
    : `- Left out: the Fréchet distance, because ${frechet.reason}.`
}

function rowsTable(rows: RowResult[], subset: Subset): string {
  const head = ['', ...metricIds.map(titleOf)]
  const body = rows.map(({ title, kind, summaries }) => {
    const write = kind === 'model' ? withInterval : plain
    return [title, ...metricIds.map((id) => write(summaries[subset]?.[id], metricOf(id).digits))]
  })
  return table(head, body)
}

function titleOf(id: MetricId): string {
  const { title, unit } = metricOf(id)
  return unit ? `${title} (${unit})` : title
}

function subsetSection(
  { rows, set }: EvaluationResult,
  subset: 'colourful' | 'neutral',
  title: string,
): string[] {
  // With no neutral picture the colourful ones are all, and the table stands above already.
  if (set.counts[subset] === 0 || set.counts[subset] === set.counts.all) return []
  return [`## ${title}`, subsetMeaning[subset], rowsTable(rows, subset)]
}

function frechetSection({ rows, frechet }: EvaluationResult): string[] {
  if (!frechet.measured) return []
  const body = rows.map(({ id, title }) => [title, frechet.distances[id].toFixed(2)])
  const floor = ['Half of the truth against the other half (floor)', frechet.floor.toFixed(2)]
  return ['## Fréchet distance', table(['', 'FD-MNv2'], [...body, floor])]
}

/** What the protocols mean is in `docs/evaluation.md`. */
const protocolTitles = { random: 'at random spots', worst: 'each where most is wrong' } as const

function hintsSection(hints: HintSummary[]): string[] {
  const groups = Object.entries(
    Object.groupBy(hints, ({ model, protocol }) => `${model}, ${protocolTitles[protocol]}`),
  )
  return groups.flatMap(([title, rows = []]) => [
    `## Hints: ${title}`,
    table(
      ['method', 'hints', 'RMSE ab', 'PSNR RGB (dB)', 'error left'],
      rows.map(({ method, count, rmseAb, psnrRgb, errorLeft }) => [
        ...[method, String(count), withInterval(rmseAb, 2), withInterval(psnrRgb, 2)],
        withInterval(errorLeft, 3),
      ]),
    ),
  ])
}

function comparisonSection({ candidate, baseline, differences }: Comparison): string[] {
  const found = Object.entries(differences)
  const body = metricIds.map((id) => [
    `${titleOf(id)}${betterMark[metricOf(id).better]}`,
    ...found.map(([, summary]) => signedWithInterval(summary[id], metricOf(id).digits)),
  ])
  return [
    `## ${candidate} against ${baseline}`,
    'Differences by picture (paired bootstrap); bold where the interval leaves no doubt about the sign.',
    table(['', ...found.map(([subset]) => subset)], body),
  ]
}

const betterMark = { higher: ' ↑', lower: ' ↓', 'near-one': ' → 1', undecided: '' } as const

function gateSection({ candidate, baseline, passed, gates, goals }: GateCheck): string[] {
  return [
    `## Gates: ${candidate} in place of ${baseline}, ${passed ? 'passed' : 'not passed'}`,
    'One of A and B, and all others. Ratios are to the first model, intervals paired.',
    gateTable(gates, 'passed', '**failed**'),
    'The last gate is for eyes: the blind choice on real old photographs, and no new kind of fault.',
    'Where it should end, barring nothing:',
    gateTable(goals, 'reached', 'not yet'),
  ]
}

function gateTable(gates: Gate[], yes: string, no: string): string {
  const body = gates.map(({ rule, measured, passed }) => [
    rule,
    Object.entries(measured)
      .map(([name, estimate]) => `${name} ${withInterval(estimate, 3)}`)
      .join(', '),
    passed ? yes : no,
  ])
  return table(['', 'measured', 'result'], body)
}

function skippedSection({ set }: EvaluationResult): string[] {
  if (set.skipped.length === 0) return []
  const lines = set.skipped.map(({ name, message }) => `- \`${name}\`: ${message}`)
  return ['## Skipped', lines.join('\n')]
}

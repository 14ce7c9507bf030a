import { join } from 'node:path'
import type { SheetRow } from '../../../shared/contract/imaging.ts'
import type { EpochRow, TrainingRequest } from '../../../shared/contract/training.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { findModel } from '../models/registry.ts'
import { startTraining } from '../workers/training-worker.ts'
import { configurationOf } from './configuration.ts'
import { toRead } from './pack-photos.ts'
import { type TrainEvents, type Trained, type TrainingContext, trainIn, withContext } from './train.ts'
import { sheetPhotos } from './train-run.ts'
import { escapeHtml, page } from './training-report.ts'

export const comparisons = ['adversarial', 'dropout'] as const
export type Comparison = (typeof comparisons)[number]

/** One of the runs that are held against each other. */
interface Variant {
  title: string
  request: TrainingRequest
}

/** A run of a recipe, told when it begins. */
export interface RecipeEvents extends TrainEvents {
  onRun?: (title: string) => void
}

/**
 * The tutorial's two stages, `pretrain` and `gan`, in folders of these names below the output. Takes up
 * where an earlier call was stopped.
 * @throws as `train`.
 */
export async function trainTutorial(
  request: TrainingRequest,
  events: RecipeEvents = {},
  signal?: AbortSignal,
): Promise<Trained> {
  return withContext(request, events, signal, async (context) => {
    const trained = await trainVariants(context, twoStages(request), events, signal)
    return trained.at(-1)!
  })
}

/**
 * Trains the network with and without something, and writes `comparison.jpg` (grey, without, with, true),
 * `comparison.md` and `comparison.html` with the figures on the photos held out.
 * @throws as `train`.
 * @returns path of the page
 */
export async function trainComparison(
  comparison: Comparison,
  request: TrainingRequest,
  events: RecipeEvents = {},
  signal?: AbortSignal,
): Promise<string> {
  return withContext(request, events, signal, async (context) => {
    const variants = comparison === 'adversarial' ? twoStages(request) : withAndWithoutDropout(request)
    const trained = await trainVariants(context, variants, events, signal)
    return writeComparison(context, request, variants, trained)
  })
}

function twoStages(request: TrainingRequest): Variant[] {
  const pretrain = join(request.output, 'pretrain')
  return [
    { title: 'L1 alone', request: { ...request, stage: 'pretrain', output: pretrain } },
    {
      title: 'with the adversarial stage',
      request: {
        ...request,
        stage: 'gan',
        output: join(request.output, 'gan'),
        init: join(pretrain, 'model'),
      },
    },
  ]
}

/** The same network, seed and photos; the tutorial's rate of dropout. */
function withAndWithoutDropout(request: TrainingRequest): Variant[] {
  return [
    {
      title: 'without dropout',
      request: { ...request, dropout: 0, output: join(request.output, 'dropout-0') },
    },
    {
      title: 'with dropout 0.5',
      request: { ...request, dropout: 0.5, output: join(request.output, 'dropout-50') },
    },
  ]
}

async function trainVariants(
  context: TrainingContext,
  variants: readonly Variant[],
  events: RecipeEvents,
  signal: AbortSignal | undefined,
): Promise<Trained[]> {
  const trained: Trained[] = []
  for (const { title, request } of variants) {
    events.onRun?.(title)
    trained.push(await trainIn(context, request, events, signal))
  }
  return trained
}

async function writeComparison(
  context: TrainingContext,
  request: TrainingRequest,
  variants: readonly Variant[],
  trained: readonly Trained[],
): Promise<string> {
  const samples: SheetRow[][] = []
  for (const [i, { model }] of trained.entries()) {
    samples.push(await samplesOf(context, variants[i].request, model))
  }
  const rows = samples[0].map(({ truth }, photo) => ({
    truth,
    predictions: samples.flatMap((ofVariant) => ofVariant[photo].predictions),
  }))
  const at = (name: string) => join(request.output, name)
  await context.imaging.use((client) => client.trainingSheet({ rows, output: at('comparison.jpg') }))
  const table = variants.map(({ title }, i) => ({ title, figures: trained[i].history.at(-1)!.validation }))
  await writeAtomically(at('comparison.md'), markdownOf(table))
  await writeAtomically(at('comparison.html'), htmlOf(table))
  return at('comparison.html')
}

/** What a variant's model makes of photos held out. */
async function samplesOf(
  { engine, photos, split }: TrainingContext,
  request: TrainingRequest,
  folder: string,
): Promise<SheetRow[]> {
  const { file } = await findModel(folder)
  const { worker } = await startTraining(engine)
  try {
    const shown = split.validation.slice(0, sheetPhotos)
    const { samples } = await worker.client.evaluate({
      configuration: configurationOf({ ...request, init: folder }, file.network),
      model: { id: file.id, folder },
      photos: toRead({ packed: photos, indices: shown }),
      samples: shown.length,
    })
    return samples
  } finally {
    await worker.stop()
  }
}

type Line = { title: string; figures: EpochRow['validation'] }
const columns = ['L1 of a*b*', 'RMSE of a*b*', 'chroma over true chroma'] as const

function cellsOf({ figures }: Line): string[] {
  return [figures.l1.toFixed(3), figures.rmse.toFixed(3), figures.chromaRatio.toFixed(3)]
}

function markdownOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => `| ${line.title} | ${cellsOf(line).join(' | ')} |`)
  return `| | ${columns.join(' | ')} |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

function htmlOf(lines: readonly Line[]): string {
  const cells = (values: readonly string[], tag: string) =>
    values.map((value) => `<${tag}>${escapeHtml(value)}</${tag}>`).join('')
  const rows = lines.map((line) => `<tr><th>${escapeHtml(line.title)}</th>${cells(cellsOf(line), 'td')}</tr>`)
  const titles = lines.map(({ title }) => title)
  return page(
    titles.join(' and '),
    `<h1>${escapeHtml(titles.join(' and '))}</h1>
<p>On the photos held out, in CIELAB units.</p>
<table><tr><th></th>${cells(columns, 'th')}</tr>${rows.join('')}</table>
<h2>Grey, ${escapeHtml(titles.join(', '))}, true</h2>
<p><img src="comparison.jpg" alt="Comparison on photos held out"></p>`,
  )
}

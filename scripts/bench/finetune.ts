import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { extract } from 'tar-stream'
import { type EvaluationResult, evaluationResultSchema } from '../../src/main/evaluation/index.ts'
import { Random } from '../../src/shared/random.ts'
import { table } from './report.ts'

/**
 * Teaches a model one theme, and measures it on unseen photographs of that theme and on photographs of
 * everything: `node scripts/bench/finetune.ts --theme caltech_faces --engine tensorflow`.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    theme: { type: 'string', default: 'caltech_faces' },
    photos: { type: 'string', default: '60' },
    test: { type: 'string', default: '20' },
    general: { type: 'string', default: '300' },
    preset: { type: 'string', default: 'standard' },
    engine: { type: 'string', default: 'auto' },
  },
})

const base = 'tintype-mobile'
const own = 'bench'
const command = join(import.meta.dirname, '../../bin/tintype.js')
const staging = await mkdtemp(join(tmpdir(), 'tintype-finetune-'))
// Models and runs of the bench stay out of the user's own.
const env = { ...process.env, TINTYPE_HOME: join(staging, 'home') }

function tintype(...args: string[]): string {
  return execFileSync(process.execPath, [command, ...args, '--engine', options.engine], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
}

/** Pictures of one source, in a repeatable random order. */
async function picturesOf(theme: string): Promise<{ name: string; content: Buffer }[]> {
  const pictures: { name: string; content: Buffer }[] = []
  const shards = (await readdir(options.data)).filter((name) => name.endsWith('.tar')).sort()
  for (const shard of shards) {
    const entries = createReadStream(join(options.data, shard)).pipe(extract())
    for await (const entry of entries) {
      const { name } = entry.header
      if (name.startsWith(`${theme}/`)) pictures.push({ name: basename(name), content: await buffer(entry) })
      else entry.resume()
    }
  }
  return new Random(1, theme).shuffled(pictures)
}

async function writePictures(part: string, pictures: { name: string; content: Buffer }[]): Promise<string> {
  const folder = join(staging, part)
  await mkdir(folder)
  for (const { name, content } of pictures) await writeFile(join(folder, name), content)
  return folder
}

async function evaluate(...which: string[]): Promise<EvaluationResult> {
  const json = join(staging, 'evaluation.json')
  const markdown = join(staging, 'evaluation.md')
  tintype('evaluate', ...which, '--model', base, own, '--json', json, '--markdown', markdown)
  return evaluationResultSchema.parse(JSON.parse(await readFile(json, 'utf8')))
}

/** A metric of the base and of the tuned model, and by how many percent the latter differs, with its interval. */
function lineOf(
  what: string,
  { rows, comparisons }: EvaluationResult,
  metric: 'rmseAb' | 'cfRatio',
): string[] {
  const [before, after] = [base, own].map(
    (id) => rows.find((row) => row.id === id)?.summaries.all?.[metric]?.value ?? Number.NaN,
  )
  const difference = comparisons.find(({ candidate }) => candidate === own)?.differences.all?.[metric]
  const percent = (value = Number.NaN): string => `${((100 * value) / before).toFixed(1)} %`
  return [
    what,
    metric,
    before.toFixed(3),
    after.toFixed(3),
    `${percent(difference?.value)} (${percent(difference?.low)} to ${percent(difference?.high)})`,
  ]
}

try {
  const pictures = await picturesOf(options.theme)
  const trained = Number(options.photos)
  const learn = await writePictures('learn', pictures.slice(0, trained))
  const test = await writePictures('test', pictures.slice(trained, trained + Number(options.test)))
  const lines = tintype('finetune', learn, '--name', own, '--preset', options.preset, '--json')
    .trim()
    .split('\n')
  const { result } = JSON.parse(lines.at(-1)!)
  const theme = await evaluate('--data', test)
  const general = await evaluate('--data', options.data, '--held-out', '--limit', options.general)
  console.log(
    `${options.theme}, ${options.preset}, ${options.engine}: ${result.learntFrom} learnt from, ${result.heldOut} held out; ${result.seconds.toFixed(0)} s of steps and looks, best after step ${result.step}, drift ${result.drift.toFixed(2)}.\n`,
  )
  console.log(
    table(
      ['photographs', 'metric', 'base', 'fine-tuned', 'difference (95 %)'],
      (['rmseAb', 'cfRatio'] as const).flatMap((metric) => [
        lineOf(`${theme.set.counts.all} unseen ones of the theme`, theme, metric),
        lineOf(`${general.set.counts.all} of everything`, general, metric),
      ]),
    ),
  )
} finally {
  await rm(staging, { recursive: true })
}

import { access, constants, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { SingleBar } from 'cli-progress'
import { Command, Option } from 'commander'
import { defaultColorizeSettings as defaults } from '../../../shared/contract/colorize.ts'
import { type EngineChoice, networkSizes } from '../../../shared/contract/engine.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { openCore } from '../../core/index.ts'
import { evaluate, evaluateOptionsSchema, renderMarkdown, toolsOf } from '../../evaluation/index.ts'
import { checked, engineOption, jobsOption, wholeBetween, wholeNumbers } from '../options.ts'
import { interruptSignal, print, say } from '../terminal.ts'

interface Flags {
  data: string
  model: string[]
  l1?: string
  heldOut?: boolean
  limit?: number
  size: number
  networkSize: string
  features?: string
  hints?: number[]
  seed: number
  engine: EngineChoice
  jobs: number
  json?: string
  markdown?: string
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('Measure how good the colours are, on colour photographs made grey.')
    .requiredOption('--data <folder>', 'colour photographs, or tar archives of them')
    .option('--model <ids...>', 'ids or folders of models; the first is what others are compared with', [
      defaults.model,
    ])
    .option('--l1 <id>', 'which of the models was trained without an adversary')
    .option('--held-out', 'only photographs that training never sees')
    .addOption(
      new Option('--limit <n>', 'at most so many photographs, spread evenly').argParser(
        wholeBetween(1, 1_000_000),
      ),
    )
    .addOption(
      new Option('--size <px>', 'side of the squares that are measured')
        .argParser(wholeBetween(32, 1024))
        .default(256),
    )
    .addOption(
      new Option('--network-size <px>', 'short side of what the network sees; native: as large as the square')
        .choices([...networkSizes.map(String), 'native'])
        .default('256'),
    )
    .option(
      '--features <file>',
      'MobileNetV2 weights (safetensors): adds the Fréchet distance, from 2,000 photographs up',
    )
    .addOption(
      new Option(
        '--hints <counts>',
        'also with so many true colour hints each, for example 0,1,5,20',
      ).argParser(wholeNumbers(0, 1000)),
    )
    .addOption(
      new Option('--seed <n>', 'of the bootstrap intervals and the spots of hints')
        .argParser(wholeBetween(0, 2 ** 31))
        .default(1),
    )
    .addOption(engineOption())
    .addOption(jobsOption())
    .option('--json <file>', 'write everything, picture by picture, as JSON')
    .option('--markdown <file>', 'write the table instead of printing it')
    .action(evaluateModels)
}

async function evaluateModels(flags: Flags): Promise<void> {
  const { networkSize } = flags
  const options = checked(evaluateOptionsSchema, {
    ...flags,
    networkSize: networkSize === 'native' ? networkSize : Number(networkSize),
  })
  for (const file of [flags.json, flags.markdown]) if (file !== undefined) await requireFolderOf(file)
  const signal = interruptSignal()
  const core = await openCore({ engine: flags.engine, jobs: flags.jobs })
  const bar = new SingleBar({
    format: '{phase} {bar} {value} of {total} · {eta_formatted} left',
    clearOnComplete: true,
    stream: process.stderr,
  })
  try {
    say(`Engine: ${core.info.device}`)
    const tools = await toolsOf(core, flags.model)
    let shown = ''
    const result = await evaluate(
      options,
      tools,
      ({ phase, done, total }) => {
        if (phase !== shown) bar.start(total, 0, { phase })
        shown = phase
        bar.update(done, { phase })
      },
      signal,
    )
    bar.stop()
    if (flags.json) await writeFile(flags.json, JSON.stringify(result))
    if (flags.markdown) await writeFile(flags.markdown, renderMarkdown(result))
    else print(renderMarkdown(result))
  } finally {
    bar.stop()
    await core.close()
  }
}

/** Found out before an hour of measuring, not after. @throws `output-unwritable`. */
async function requireFolderOf(file: string): Promise<void> {
  const folder = dirname(resolve(file))
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw new TintypeError(
      'output-unwritable',
      `${file} cannot be written: there is no such folder, or no right to.`,
      {
        cause,
      },
    )
  })
}

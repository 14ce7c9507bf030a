import { resolve } from 'node:path'
import { SingleBar } from 'cli-progress'
import { Command, Option } from 'commander'
import {
  colourLossSchema,
  ganModes,
  type Meters,
  type TrainingRequest,
  trainableNetworks,
  trainingRequestSchema,
  trainingStages,
} from '../../../shared/contract/training.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import {
  type Comparison,
  comparisons,
  type RecipeEvents,
  train,
  trainComparison,
  trainTutorial,
} from '../../core/index.ts'
import { checked, engineOption, numberBetween, wholeBetween } from '../options.ts'
import { countOf, duration, interruptSignal, print, say } from '../terminal.ts'

interface Flags {
  data: string
  out: string
  network: string
  stage: string
  preset?: 'tutorial'
  compare?: Comparison
  epochs: number
  batch?: number
  size: number
  fit: string
  validation: number
  init?: string
  rate?: number
  dropout?: number
  gan: string
  loss: string
  average: number
  oldPhotos: number
  seed: number
  filters?: number
  levels?: number
  discriminatorFilters?: number
  engine: string
  json?: boolean
}

/** Refused files that are spelt out. */
const namedRefusals = 10

export function trainCommand(): Command {
  const share = numberBetween(0, 1)
  return new Command('train')
    .description(
      'Train a network on a folder of colour photographs. Ctrl-C leaves a checkpoint; the same command goes on from it.',
    )
    .requiredOption('--data <folder>', 'colour photographs, with all folders below')
    .requiredOption('--out <folder>', 'for checkpoints, log, contact sheets, report and the model')
    .addOption(
      new Option('--network <network>', 'which network').choices(trainableNetworks).default('resnet18-unet'),
    )
    .addOption(
      new Option('--stage <stage>', 'colour loss alone, or against a discriminator')
        .choices(trainingStages)
        .default('pretrain'),
    )
    .addOption(
      new Option('--preset <preset>', 'both stages of the tutorial, one after the other').choices([
        'tutorial',
      ]),
    )
    .addOption(
      new Option('--compare <what>', 'train with and without it, and write both side by side').choices(
        comparisons,
      ),
    )
    .addOption(
      new Option('--epochs <n>', 'times through the photographs')
        .argParser(wholeBetween(1, 10_000))
        .default(20),
    )
    .addOption(
      new Option('--batch <n>', 'photographs a step (default: 16, on WebAssembly 1)').argParser(
        wholeBetween(1, 256),
      ),
    )
    .addOption(
      new Option('--size <px>', 'side of what the network sees; multiples of 32, of 256 for pix2pix-unet')
        .argParser(wholeBetween(16, 1024))
        .default(256),
    )
    .addOption(
      new Option('--fit <fit>', 'how a photograph becomes a square')
        .choices(['crop', 'stretch'])
        .default('crop'),
    )
    .addOption(
      new Option('--validation <share>', 'share of the photographs held out')
        .argParser(numberBetween(0.01, 0.5))
        .default(0.2),
    )
    .option('--init <model>', 'begin from a model, by id or folder')
    .addOption(
      new Option('--rate <rate>', "learning rate (default: the tutorial's)").argParser(
        numberBetween(1e-8, 1),
      ),
    )
    .addOption(
      new Option('--dropout <share>', 'share of dropout, where the network has it').argParser(
        numberBetween(0, 0.9),
      ),
    )
    .addOption(new Option('--gan <mode>', 'adversarial loss').choices(ganModes).default('vanilla'))
    .addOption(
      new Option('--loss <loss>', 'colour loss; huber weighs colourful pixels more')
        .choices(['l1', 'huber'])
        .default('l1'),
    )
    .addOption(
      new Option('--average <decay>', 'keep a moving average of the weights')
        .argParser(numberBetween(0, 0.9999))
        .default(0),
    )
    .addOption(
      new Option('--old-photos <share>', 'share that is given the look of old prints')
        .argParser(share)
        .default(0),
    )
    .addOption(
      new Option('--seed <n>', 'decides everything random').argParser(wholeBetween(0, 2 ** 31)).default(1),
    )
    .addOption(
      new Option('--filters <n>', 'a narrower network, for trying out').argParser(wholeBetween(2, 256)),
    )
    .addOption(new Option('--levels <n>', 'halvings of pix2pix-unet').argParser(wholeBetween(3, 10)))
    .addOption(
      new Option('--discriminator-filters <n>', 'a narrower discriminator').argParser(wholeBetween(1, 256)),
    )
    .addOption(engineOption())
    .option('--json', 'one line of JSON an epoch on stdout')
    .action(run)
}

async function run(flags: Flags): Promise<void> {
  const request = requestOf(flags)
  const signal = interruptSignal()
  const bar = createBar()
  const events = eventsOf(bar, flags.json ?? false)
  try {
    if (flags.compare) {
      const report = await trainComparison(flags.compare, request, events, signal)
      bar.stop()
      say(`Both side by side: ${report}`)
    } else {
      const start = flags.preset === 'tutorial' ? trainTutorial : train
      const { model } = await start(request, events, signal)
      bar.stop()
      say(`The model is in ${model}. Use it with "tintype colorize --model ${model}".`)
    }
  } finally {
    bar.stop()
  }
}

function requestOf(flags: Flags): TrainingRequest {
  const { data, out, loss, json: _json, preset: _preset, compare: _compare, ...rest } = flags
  return checked(trainingRequestSchema, {
    ...rest,
    data: resolve(data),
    output: resolve(out),
    loss: colourLossSchema.parse(
      loss === 'huber' ? { type: loss, delta: 10, chromaWeight: 1 } : { type: loss },
    ),
  })
}

function createBar(): SingleBar {
  return new SingleBar({
    format: '{bar} {what} · {left} left · {meters}',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: true,
    stream: process.stderr,
  })
}

function eventsOf(bar: SingleBar, json: boolean): RecipeEvents {
  const show = (done: number, total: number, what: string, left = '…', meters = ''): void => {
    if (!bar.isActive) bar.start(total, done, { what, left, meters })
    bar.setTotal(total)
    bar.update(done, { what, left, meters })
  }
  return {
    onPhoto: (done, total) => show(done, total, `photograph ${done} of ${total}`),
    onPhotos: ({ training, validation, refused }) => {
      bar.stop()
      say(`${countOf(training, 'photograph')} to learn from, ${validation} held out.`)
      for (const photo of refused.slice(0, namedRefusals)) {
        say(`  left out: ${photoNameEn(photo)}`)
        say(`    ${photo.message}`)
      }
      if (refused.length > namedRefusals) say(`  and ${refused.length - namedRefusals} more left out`)
    },
    onRun: (title) => {
      bar.stop()
      say('')
      say(`Training: ${title}`)
    },
    onBegin: ({ info, parameters, steps }) => {
      bar.stop()
      say(
        `${(parameters / 1e6).toFixed(2)} million weights on ${info.device}${steps ? `, going on after step ${steps}` : ''}`,
      )
    },
    onStep: ({ epoch, done, total, meters, pace }) =>
      show(done, total, `epoch ${epoch}, step ${done} of ${total}`, duration(pace.left), metersOf(meters)),
    onEpoch: (row, sheet) => {
      bar.stop()
      const { l1, rmse, chromaRatio } = row.validation
      say(
        `epoch ${row.epoch}: ${metersOf(row.meters)} · held out: L1 ${l1.toFixed(2)}, RMSE ${rmse.toFixed(2)}, chroma ${chromaRatio.toFixed(2)} · ${sheet}`,
      )
      if (json) print(JSON.stringify(row))
    },
    onCrash: (error) => {
      bar.stop()
      say(`${error.message} Going on from the last checkpoint.`)
    },
  }
}

function metersOf(meters: Meters): string {
  return Object.entries(meters)
    .map(([name, value]) => `${name.replace('loss_', '')} ${value.toPrecision(4)}`)
    .join(', ')
}

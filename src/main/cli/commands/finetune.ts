import { SingleBar } from 'cli-progress'
import { Command, Option } from 'commander'
import { defaultModel } from '../../../shared/contract/engine.ts'
import {
  type DatasetReport,
  type FinetunePoint,
  type FinetuneResult,
  finetunePresets,
} from '../../../shared/contract/finetune.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import { type FinetuneRequest, type FinetuneRequestEvents, finetune } from '../../core/index.ts'
import { engineOption, wholeBetween } from '../options.ts'
import { countOf, duration, interruptSignal, print, say } from '../terminal.ts'

interface Flags extends Pick<FinetuneRequest, 'name' | 'preset' | 'steps' | 'base' | 'engine'> {
  anew?: boolean
  json?: boolean
}

/** Photos left out that are spelt out. */
const namedPhotos = 10

export function finetuneCommand(): Command {
  return new Command('finetune')
    .description(
      'Teach a model the look of your own colour photographs. Ctrl-C leaves a checkpoint; the same command goes on from it.',
    )
    .argument('<photos...>', 'colour photographs: folders, files, patterns')
    .requiredOption('--name <name>', 'what the new model is called')
    .addOption(
      new Option('--preset <preset>', 'how long it trains').choices(finetunePresets).default('standard'),
    )
    .addOption(
      new Option('--steps <n>', "instead of the preset's, for trying things out").argParser(
        wholeBetween(1, 100_000),
      ),
    )
    .option('--base <model>', 'the model it starts from', defaultModel)
    .addOption(engineOption())
    .option('--anew', 'throw an unfinished run of this name away')
    .option('--json', 'one JSON line for each look and for the result, on stdout')
    .action(run)
}

async function run(photos: string[], flags: Flags): Promise<void> {
  const { name, preset, steps, base, engine, anew = false, json = false } = flags
  const bar = new SingleBar({
    format: '{bar} {what} · {left} left',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: true,
    stream: process.stderr,
  })
  const request = { photos, name, preset, base, engine, anew, ...(steps !== undefined && { steps }) }
  try {
    const { model, result } = await finetune(request, eventsOf(bar, request, json), interruptSignal())
    bar.stop()
    tell(result)
    say(`Installed "${model.file.id}". Colour with it: tintype colorize --model ${model.file.id} …`)
    if (json) print(JSON.stringify({ model: model.file.id, result }))
  } finally {
    bar.stop()
  }
}

function eventsOf(
  bar: SingleBar,
  schedule: Pick<FinetuneRequest, 'preset' | 'steps'>,
  json: boolean,
): FinetuneRequestEvents {
  const show = (done: number, total: number, what: string, left?: number): void => {
    if (!bar.isActive) bar.start(total, done, { what, left: '…' })
    bar.setTotal(total)
    bar.update(done, { what, left: duration(left) })
  }
  return {
    onPhoto: (done, total) => show(done, total, `photograph ${done} of ${total}`),
    onReport: (report) => {
      bar.stop()
      advise(report, schedule)
    },
    onBegin: ({ device }) => {
      bar.stop()
      say(`On ${device}.`)
    },
    onStep: ({ done, total, pace }) => show(done, total, `step ${done} of ${total}`, pace.left),
    onPoint: (point, sheet) => {
      bar.stop()
      say(lineOf(point, sheet))
      if (json) print(JSON.stringify(point))
    },
    onCrash: ({ message }) => {
      bar.stop()
      say(`${message} Going on from the last checkpoint.`)
    },
  }
}

function advise(
  { usable, heldOut, unfit, advice, presets }: DatasetReport,
  { preset, steps }: Pick<FinetuneRequest, 'preset' | 'steps'>,
): void {
  say(`${countOf(usable, 'photograph')} can train it; ${heldOut} of them are kept for validation.`)
  for (const photo of unfit.slice(0, namedPhotos)) {
    say(`  left out: ${photoNameEn(photo)}`)
    say(`    ${photo.message}`)
  }
  if (unfit.length > namedPhotos) say(`  and ${unfit.length - namedPhotos} more left out`)
  if (advice === 'few') say('Few photographs: the look of the material is learnt. From about 60 on, more is.')
  const chosen = presets.find((one) => one.preset === preset)
  if (chosen && steps === undefined)
    say(`${chosen.steps} steps, about ${duration(chosen.seconds)} on this computer.`)
}

function lineOf({ step, loss, heldOut, drift }: FinetunePoint, sheet: string): string {
  const learnt = loss === null ? '' : ` loss ${loss.toFixed(4)},`
  return `step ${step}:${learnt} held out RMSE ${heldOut.rmse.toFixed(2)}, chroma ${heldOut.chromaRatio.toFixed(2)}, drift ${drift.toFixed(2)} · ${sheet}`
}

function tell({ before, after, drift, driftLimit, step, heldOut, learntFrom }: FinetuneResult): void {
  const change = 100 * (1 - after.rmse / before.rmse)
  say(`Taught ${countOf(learntFrom, 'photograph')}; best after step ${step}.`)
  say(
    `On ${countOf(heldOut, 'photograph')} held out the error fell by ${change.toFixed(1)} % (RMSE ${before.rmse.toFixed(2)} to ${after.rmse.toFixed(2)}).`,
  )
  if (drift > driftLimit) {
    say(
      `Its colours of other photographs have moved far from the base's (${drift.toFixed(1)}; ${driftLimit} is much). Use it for photographs like those it was trained on, or lower its strength: tintype models strength.`,
    )
  }
}

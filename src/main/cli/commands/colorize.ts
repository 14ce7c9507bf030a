import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import {
  type ColorizeRequest,
  colorizeRequestSchema,
  defaultColorizeSettings as defaults,
  type SkipReason,
  skipReasons,
} from '../../../shared/contract/colorize.ts'
import type { EngineChoice } from '../../../shared/contract/engine.ts'
import { leftOutCount, leftOutList } from '../../../shared/left-out.ts'
import { outputFormats } from '../../../shared/output-formats.ts'
import { adviceEn, skippedEn } from '../../../shared/text/advice.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import { remarkEn } from '../../../shared/text/remarks.ts'
import { type BatchSummary, openCore, type PhotoJob } from '../../core/index.ts'
import { checked, engineOption, jobsOption, numberBetween, sizeOption } from '../options.ts'
import { createProgressBar } from '../progress.ts'
import { countOf, duration, exitCodes, interruptSignal, print, say } from '../terminal.ts'

interface Flags {
  out: string
  format: string
  depth?: string
  strength: number
  size: string
  edgeAware?: boolean
  model: string
  engine: EngineChoice
  jobs: number
  recursive?: boolean
  recolour?: boolean
  again?: boolean
  verify?: boolean
  acceptDamaged?: boolean
  json?: boolean
}

/** Photographs that a summary names one by one. */
const told = 50
const leftOutWords = { none: 'without an ending', more: 'others' }

const exitCodesHelp = `
Exit codes: 0 all well, 1 nothing could be done, 2 some photographs failed, 130 stopped.`

export function colorizeCommand(): Command {
  return new Command('colorize')
    .description('Colour photographs. Originals are never touched, results never overwritten.')
    .argument('<inputs...>', 'files, folders, glob patterns')
    .requiredOption('--out <folder>', 'where the results go; the tree of folders is kept')
    .addOption(new Option('--format <format>', 'file format').choices(outputFormats).default(defaults.format))
    .addOption(new Option('--depth <bits>', 'bits a channel (default: as the original)').choices(['8', '16']))
    .addOption(
      new Option('--strength <factor>', 'how strong the colours are, 0 to 2')
        .argParser(numberBetween(0, 2))
        .default(defaults.strength),
    )
    .addOption(sizeOption())
    .option('--edge-aware', 'keep colours from bleeding over edges (slower)')
    .option('--model <id>', 'which model', defaults.model)
    .addOption(engineOption())
    .addOption(jobsOption())
    .option('--recursive', 'folders within folders too')
    .option('--recolour', 'also what is in colour already')
    .option('--again', 'make results anew that are there already')
    .option('--verify', 'read results that are there in full before they are left as they are')
    .option('--accept-damaged', 'colour what is there of damaged photographs; results say what is missing')
    .option('--json', 'one line of JSON a photograph on stdout')
    .addHelpText('after', exitCodesHelp)
    .action(colorize)
}

async function colorize(inputs: string[], flags: Flags): Promise<void> {
  const request = requestOf(inputs, flags)
  const signal = interruptSignal()
  const core = await openCore({ engine: flags.engine, jobs: flags.jobs })
  const bar = createProgressBar()
  const started = performance.now()
  try {
    say(`Engine: ${core.info.device}`)
    const summary = await core.colorize(
      request,
      {
        onStart: bar.start,
        onSettled: (job, progress) => {
          if (flags.json) print(JSON.stringify(lineOf(job)))
          bar.update(progress)
        },
      },
      signal,
    )
    bar.stop()
    sum(summary, (performance.now() - started) / 1000, request)
  } finally {
    bar.stop()
    await core.close()
  }
}

function requestOf(inputs: string[], flags: Flags): ColorizeRequest {
  return checked(colorizeRequestSchema, {
    inputs,
    // Resolved, an empty name would be the current folder.
    output: flags.out && resolve(flags.out),
    settings: {
      model: flags.model,
      size: Number(flags.size),
      strength: flags.strength,
      upsampling: flags.edgeAware ? 'edge-aware' : 'bilinear',
      format: flags.format,
      depth: flags.depth && Number(flags.depth),
    },
    recursive: flags.recursive ?? false,
    recolour: flags.recolour ?? false,
    again: flags.again ?? false,
    verify: flags.verify ?? false,
    acceptDamaged: flags.acceptDamaged ?? false,
  })
}

/** What `--json` prints of one photograph; pages are counted from 1, and the first is not told. */
function lineOf({ task: { path, page }, state, outcome, error }: PhotoJob): object {
  return { source: path, ...(page > 0 && { page: page + 1 }), state, ...outcome, ...(error && { error }) }
}

function sum(
  { jobs, stopped, counts, ignored }: BatchSummary,
  seconds: number,
  { output, recursive }: ColorizeRequest,
): void {
  const { done, cancelled } = counts
  // What stopped everything is told once, however many met it.
  const failures = jobs.filter(({ error }) => error && error.kind !== stopped?.kind)
  say(`${countOf(done, 'photograph')} coloured in ${duration(seconds)}${done ? `, in ${output}` : ''}`)
  for (const reason of skipReasons) {
    const skipped = skippedFor(jobs, reason)
    if (skipped.length === 0) continue
    say(`${skipped.length} left alone: ${skippedEn[reason]}`)
    if (reason === 'coloured-marks') tell(skipped.map(({ task }) => [`  ${photoNameEn(task)}`]))
  }
  sumRemarks(jobs.filter(({ state }) => state === 'done'))
  const leftOut = leftOutCount(ignored)
  if (leftOut) say(`${countOf(leftOut, 'file')} left out: ${leftOutList(ignored, leftOutWords)}`)
  if (stopped) {
    say(
      `${jobs.length - done - counts.skipped - failures.length} not done, for a reason that is none of theirs:`,
    )
    say(`  ${stopped.message} ${adviceEn[stopped.kind]}`)
  } else if (cancelled) say(`${cancelled} not done: stopped. ${adviceEn.cancelled}`)
  if (failures.length > 0) {
    say(`${failures.length} failed:`)
    for (const { task, error } of failures) {
      if (!error) continue
      say(`  ${photoNameEn(task)}`)
      say(`    ${error.message} ${adviceEn[error.kind]}`)
    }
  }
  if (jobs.length === 0) {
    const other = leftOut ? ', only files of other kinds. Save them as JPEG, PNG or TIFF' : ''
    say(
      `No photographs found${other}.${recursive ? '' : ' Add --recursive to search folders within folders.'}`,
    )
  }
  if (cancelled && !stopped) process.exitCode = exitCodes.interrupted
  else if (counts.failed) process.exitCode = exitCodes.someFailed
  else if (jobs.length === 0) process.exitCode = exitCodes.failure
}

function skippedFor(jobs: PhotoJob[], reason: SkipReason): PhotoJob[] {
  return jobs.filter(({ state, outcome }) => state === 'skipped' && outcome?.reason === reason)
}

/** What there is to know of photographs that were coloured. */
function sumRemarks(jobs: PhotoJob[]): void {
  const remarked = jobs.filter(({ outcome }) => outcome?.remarks?.length)
  if (remarked.length === 0) return
  say(`${countOf(remarked.length, 'photograph')} with remarks:`)
  tell(
    remarked.map(({ task, outcome }) => {
      const remarks = outcome?.remarks ?? []
      return [`  ${photoNameEn(task)}`, ...remarks.map((remark) => `    ${remarkEn(remark)}`)]
    }),
  )
}

/** What there is to say of single photographs, each in lines of its own, so many as anybody reads. */
function tell(photos: string[][]): void {
  for (const line of photos.slice(0, told).flat()) say(line)
  if (photos.length > told) say(`  and ${photos.length - told} more; --json names every one`)
}

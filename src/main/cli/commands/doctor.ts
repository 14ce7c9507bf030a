import { Command, Option } from 'commander'
import { defaultColorizeSettings as defaults } from '../../../shared/contract/colorize.ts'
import { adviceEn } from '../../../shared/text/advice.ts'
import {
  describeFindings,
  type EngineFinding,
  examine,
  type Findings,
  writeReport,
  writeReportInto,
} from '../../core/index.ts'
import { numberBetween } from '../options.ts'
import { exitCodes, print, say } from '../terminal.ts'

interface Flags {
  seconds: number
  model: string
  json?: boolean
  report?: string | true
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Look at what Tintype finds on this computer, and measure how fast it is.')
    .addOption(
      new Option('--seconds <s>', 'how long each engine is measured')
        .argParser(numberBetween(0.1, 60))
        .default(5),
    )
    .option('--model <id>', 'the model to measure', defaults.model)
    .option('--json', 'print the findings as JSON')
    .option(
      '--report [file]',
      'write the findings and the end of the log to a file, to read and to send to who helps',
    )
    .action(async ({ seconds, model, json, report }: Flags) => {
      const findings = await examine(model, seconds)
      print(json ? JSON.stringify(findings, null, 2) : describe(findings))
      if (report !== undefined) {
        const parts = { findings }
        const path = report === true ? await writeReportInto('.', parts) : await writeReport(report, parts)
        say(`A report is in ${path}. Read it before you send it.`)
      }
      if (findings.engines.every((finding) => 'missing' in finding)) process.exitCode = exitCodes.failure
    })
}

function describe(findings: Findings): string {
  const { engines, unmeasured } = findings
  const advice = unmeasured ? `${unmeasured.message} ${adviceEn['model-damaged']}` : advise(engines)
  return [...describeFindings(findings), '', advice].join('\n')
}

/** What would make this computer faster, in one sentence. */
function advise(engines: EngineFinding[]): string {
  const native = engines.find(({ engine }) => engine === 'tensorflow')
  if (!native || 'missing' in native) {
    if (engines.every((finding) => 'missing' in finding)) return adviceEn['worker-start']
    return 'Colouring works. With native TensorFlow a photograph takes about half the time: run "npm run engine:tensorflow" in a clone of Tintype.'
  }
  if (native.found.gpu) return 'The graphics card is in use; nothing is left to do.'
  return 'TensorFlow runs on the processor. With an NVIDIA card and CUDA 11.2 it would run there.'
}

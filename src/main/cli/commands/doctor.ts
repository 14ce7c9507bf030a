import { Command, Option } from 'commander'
import { defaultColorizeSettings as defaults } from '../../../shared/contract/colorize.ts'
import { adviceEn } from '../../../shared/text/advice.ts'
import { type EngineFinding, examine, type Findings } from '../../core/index.ts'
import { numberBetween } from '../options.ts'
import { exitCodes, print } from '../terminal.ts'

interface Flags {
  seconds: number
  model: string
  json?: boolean
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
    .action(async ({ seconds, model, json }: Flags) => {
      const findings = await examine(model, seconds)
      print(json ? JSON.stringify(findings, null, 2) : describe(findings))
      if (findings.engines.every((finding) => 'missing' in finding)) process.exitCode = exitCodes.failure
    })
}

function describe(findings: Findings): string {
  const { node, platform, cores, memory, imaging, models, engines, unmeasured } = findings
  const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`
  return [
    `Node       ${node}, ${platform}`,
    `Machine    ${cores} cores, ${gibibytes(memory.total)} memory, ${gibibytes(memory.free)} free`,
    'missing' in imaging
      ? `Imaging    MISSING: ${imaging.missing.message}`
      : `Imaging    ${Object.entries(imaging.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', ')}`,
    ...models.models.map(
      ({ file, shipped }) =>
        `Model      ${file.id} (${file.title} ${file.revision}${shipped ? ', shipped' : ''})`,
    ),
    ...models.broken.map(({ folder, error }) => `Model      BROKEN in ${folder}: ${error.message}`),
    ...engines.flatMap(describeEngine),
    '',
    unmeasured ? `${unmeasured.message} ${adviceEn['model-damaged']}` : advise(engines),
  ].join('\n')
}

function describeEngine(finding: EngineFinding): string[] {
  const name = `Engine     ${finding.engine.padEnd(11)}`
  if ('missing' in finding) return [`${name}not available: ${finding.missing.message}`]
  const { found, startMs, perSecond } = finding
  return [
    `${name}${found.device}: ${perSecond.toFixed(1)} predictions/s at 256 px, started in ${(startMs / 1000).toFixed(1)} s`,
  ]
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

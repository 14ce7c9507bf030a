import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Settings, settingsSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { reportHead } from '../../../shared/text/report.ts'
import { writeNew } from '../../files/atomic-write.ts'
import { numbered } from '../../files/file-name.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { lastLines } from '../../log/last-lines.ts'
import { appRoot, logFolder } from '../files/paths.ts'
import { describeFindings } from './describe-findings.ts'
import type { Findings } from './doctor.ts'

/** So many lines of the log are in a report: the last hours of usual work. */
const lines = 1000

export interface ReportParts {
  findings: Findings
  /** Left out where no library is open. */
  settings?: Settings
}

/**
 * What somebody who helps needs to know, for a person to read before they send it: versions, this computer, engines,
 * models, settings and the end of the log. The home folder is called `~` in it.
 */
export async function reportText({ findings, settings }: ReportParts): Promise<string> {
  const { version } = JSON.parse(await readFile(join(appRoot, 'package.json'), 'utf8')) as { version: string }
  const log = await lastLines(logFolder, lines)
  const text = [
    `# Tintype ${version}, ${new Date().toISOString()}`,
    reportHead,
    '## This computer',
    describeFindings(findings).join('\n'),
    '## Settings',
    settings ? describeSettings(settings) : 'No library is open.',
    ...['## Environment', describeEnvironment()],
    `## Log, the last ${log.length} lines`,
    log.join('\n'),
  ].join('\n\n')
  return `${withoutHome(text)}\n`
}

/**
 * Writes a report to a file.
 * @throws `output-unwritable`, also for a file that is there already; `disk-full`
 */
export async function writeReport(path: string, parts: ReportParts): Promise<string> {
  const full = resolve(path)
  const text = await reportText(parts)
  if (await writeNew(dirname(full), [basename(full)], text)) return full
  throw new TintypeError('output-unwritable', `${full} is there already. Choose another name.`)
}

/**
 * Writes a report into a folder, which is made if need be, under the name of the day; a name that is taken gets a number.
 * @returns path of the file
 * @throws `output-unwritable`, `disk-full`
 */
export async function writeReportInto(folder: string, parts: ReportParts): Promise<string> {
  const text = await reportText(parts)
  const name = `tintype-report-${new Date().toISOString().slice(0, 10)}.txt`
  await makeFolder(folder)
  return (await writeNew(folder, numbered(name), text))!
}

/** Chosen from what Tintype offers: nothing that a person typed. */
const chosen: ReadonlySet<string> = new Set<keyof Settings>([
  ...(['theme', 'language', 'engine', 'size', 'model', 'cacheMegabytes', 'gridHeight'] as const),
])

/** Of any other setting it is only said whether it was changed. */
function describeSettings(settings: Settings): string {
  const usual: Record<string, unknown> = settingsSchema.parse({})
  return Object.entries(settings)
    .map(([name, value]) => {
      const isUsual = JSON.stringify(value) === JSON.stringify(usual[name])
      return `${name}: ${chosen.has(name) ? value : isUsual ? 'as usual' : 'changed'}`
    })
    .join('\n')
}

function describeEnvironment(): string {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('TINTYPE_'))
  return own.map(([name, value]) => `${name}=${value}`).join('\n') || 'Nothing of it is set.'
}

/** Paths and addresses of files below the home folder begin with `~`. */
export function withoutHome(text: string, home = homedir()): string {
  // Of a system user without one: every path would begin with it.
  if (resolve(home) === resolve('/')) return text
  // JSON in the log doubles what Windows puts between folders.
  const spellings = [pathToFileURL(home).href, home, home.replaceAll('\\', '\\\\')]
  return spellings.reduce((left, spelling) => left.replaceAll(spelling, '~'), text)
}

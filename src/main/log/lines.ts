import { z } from 'zod'
import { shortened } from '../../shared/schema-issues.ts'
import type { ErrorInfo } from './error-info.ts'
import { passOn } from './log.ts'
import { longestTrace } from './trace.ts'

const text = (longest: number) => z.string().transform((value) => shortened(value, longest))

const errorSchema = z.object({
  kind: text(100),
  message: text(1000),
  stack: text(4000).optional(),
  get cause() {
    return errorSchema.optional()
  },
})

/** A line of the log. What else a worker says in one is left out: it reads pictures that nobody can vouch for. */
const lineSchema = z.object({
  level: z.enum(['debug', 'info', 'warn', 'error', 'fatal']),
  time: text(40),
  pid: z.int(),
  process: text(40),
  trace: text(longestTrace).optional(),
  call: text(100).optional(),
  ms: z.number().optional(),
  origin: text(40).optional(),
  detail: text(4000).optional(),
  err: errorSchema.optional(),
  msg: text(1000),
})
type Line = z.output<typeof lineSchema>

/**
 * Takes a line that a worker wrote to its stderr into the log of this process.
 * @param name of the worker, whatever it calls itself
 * @returns whether it was one of the log; anything else are words of native code
 */
export function takeLine(name: string, line: string): boolean {
  const parsed = parseLine(line)
  if (!parsed) return false
  passOn(`${JSON.stringify({ ...parsed, process: name })}\n`)
  return true
}

function parseLine(line: string): Line | undefined {
  if (!line.startsWith('{"level":')) return undefined
  try {
    return lineSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** A line of the log for people: one line, with the stack of its error below it. */
export function readable(line: string): string {
  const parsed = parsedLoosely(line)
  if (!parsed) return harmless(line.trimEnd())
  const { level, time, pid, process, trace, msg, err, ...rest } = parsed
  const head = [time, `${level}`.padEnd(5), `${process}(${pid})`, ...(trace ? [`[${trace}]`] : []), msg]
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return [[...head, ...fields].join(' '), ...linesOf(err as Partial<ErrorInfo> | undefined)]
    .map(harmless)
    .join('\n')
}

function linesOf(error: Partial<ErrorInfo> | undefined, before = ''): string[] {
  if (!error) return []
  const frames = error.stack?.split('\n') ?? []
  return [
    `    ${before}${error.kind}: ${error.message}`,
    ...frames.map((frame) => `    ${frame}`),
    ...linesOf(error.cause, 'caused by '),
  ]
}

/** Names of files come from others, and command no terminal. */
function harmless(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ')
}

/** What stands in the file may be of a later version, or cut off. */
function parsedLoosely(line: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null && 'level' in parsed
      ? (parsed as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

import { pino } from 'pino'
import { errorInfo } from './error-info.ts'
import { currentTrace } from './trace.ts'

/** Levels of `TINTYPE_LOG`, from the most talkative. */
export const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type Level = (typeof levels)[number]

let processName = 'tintype'
let sink: ((line: string) => void) | undefined

/**
 * The log of this process. Nothing is written until it is opened: programs that only borrow a room, tests
 * among them, leave no trace. An error goes in as `err`, with its stack and without what a person typed.
 */
export const log = pino(
  {
    level: 'silent',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const trace = currentTrace()
      return { process: processName, ...(trace !== undefined && { trace }) }
    },
    serializers: { err: errorInfo },
  },
  { write: (line: string) => sink?.(line) },
)

/** `TINTYPE_LOG`, or `info` where it says nothing that is known. */
export function wantedLevel(env: NodeJS.ProcessEnv = process.env): Level {
  return levels.find((level) => level === env.TINTYPE_LOG) ?? 'info'
}

/** @param name of this process, as it stands in each line */
export function startLog(name: string, level: Level, write: (line: string) => void): void {
  processName = name
  sink = write
  log.level = level
}

/** Writes a line that another process made; it was judged by that one's level. */
export function passOn(line: string): void {
  if (log.level !== 'silent') sink?.(line)
}

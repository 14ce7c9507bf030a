import { pino } from 'pino'
import { readable } from './lines.ts'
import { log, startLog, wantedLevel } from './log.ts'
import { LogFile } from './log-file.ts'

/**
 * Opens the log for a process that writes it itself.
 * @param name of this process
 * @param echo lines go to stderr too, in a form for people, where `TINTYPE_LOG` is set
 */
export function openLog(folder: string, name: string, { echo = false } = {}): void {
  const level = wantedLevel()
  if (level === 'silent') return
  const file = new LogFile(folder)
  const isEchoed = echo && process.env.TINTYPE_LOG !== undefined
  startLog(name, level, (line) => {
    file.write(line)
    if (isEchoed) process.stderr.write(`${readable(line)}\n`)
  })
  logCrash()
}

/** Sends the lines of a worker to the process that started it, on stderr; there `takeLine` reads them. */
export function logToParent(name: string): void {
  const stderr = pino.destination({ fd: 2, sync: true })
  startLog(name, wantedLevel(), (line) => stderr.write(line))
  logCrash()
}

/** Keeps what ends this process, errors and rejections that nobody caught. It ends all the same. */
function logCrash(): void {
  process.on('uncaughtExceptionMonitor', (err, origin) => {
    log.fatal({ err, origin }, 'Nobody caught an error: this process ends.')
  })
}

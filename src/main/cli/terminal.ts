export const exitCodes = { failure: 1, someFailed: 2, interrupted: 130 } as const

/** A line for people: on stderr, so that stdout holds results alone. */
export function say(line: string): void {
  process.stderr.write(`${harmless(line)}\n`)
}

/** Lines of the command's result, on stdout. */
export function print(lines: string): void {
  process.stdout.write(`${lines.split('\n').map(harmless).join('\n')}\n`)
}

/**
 * Control signs and changes of direction as JSON writes them: names of files and models come from
 * others, and must neither command the terminal nor pass for another line.
 */
export function harmless(line: string): string {
  return line.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  )
}

/** `2 min 5 s`; `undefined` when not yet known. */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return '…'
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

export function countOf(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/**
 * A signal that Ctrl-C aborts, so that work ends in order; a second Ctrl-C ends the program at once.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    say('')
    say('Stopping… (Ctrl-C again to leave at once)')
    controller.abort()
  }
  // Nobody reads the results any more, as in `tintype … | head`.
  process.stdout.on('error', () => controller.abort())
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return controller.signal
}

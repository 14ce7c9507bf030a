export const exitCodes = { failure: 1, someFailed: 2, interrupted: 130 } as const

/** A line for people: on stderr, so that stdout holds results alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A line of the command's result, on stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
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
    say('\nStopping… (Ctrl-C again to leave at once)')
    controller.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return controller.signal
}

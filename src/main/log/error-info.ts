import { TintypeError } from '../../shared/errors.ts'

/** An error as the log keeps it. */
export interface ErrorInfo {
  kind: string
  message: string
  /** Frames alone: V8 repeats the message above them. */
  stack?: string
  cause?: ErrorInfo
}

/** Causes of causes; an error that is its own cause must not hold the log. */
const deepest = 4
const longestStack = 4000
const longestMessage = 1000

export function errorInfo(thrown: unknown, depth = 1): ErrorInfo {
  if (!(thrown instanceof Error))
    return { kind: typeof thrown, message: 'Something that is no error was thrown.' }
  const stack = framesOf(thrown)
  return {
    kind: kindOf(thrown),
    message: discreet(thrown).slice(0, longestMessage),
    ...(stack && { stack: stack.slice(0, longestStack) }),
    ...(thrown.cause instanceof Error && depth < deepest && { cause: errorInfo(thrown.cause, depth + 1) }),
  }
}

function kindOf(error: Error): string {
  if (error instanceof TintypeError) return error.kind
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? `${error.name} ${code}` : error.name
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
}

/**
 * The message, without what a person typed: SQLite quotes the words of a search, a parser of JSON the text that it
 * could not read, and a refused call its arguments.
 */
function discreet(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof SyntaxError) return 'The text that could not be read is left out.'
  const quotes = code?.startsWith('SQLITE') || (error instanceof TintypeError && error.kind === 'bad-request')
  return quotes ? error.message.replace(/"[^"]*"/g, '"…"') : error.message
}

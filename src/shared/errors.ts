import { z } from 'zod'
import { schemaIssues, shortened } from './schema-issues.ts'

/**
 * Every way an operation can fail, as one closed list: user interfaces translate a kind into advice,
 * so a new kind is added here and in the catalogue of advice, never invented on the spot.
 */
export const errorKinds = [
  'file-not-found',
  'file-unreadable',
  'file-empty',
  'file-misnamed',
  'picture-unknown',
  'picture-unsupported',
  'picture-damaged',
  'picture-too-large',
  'side-data-too-large',
  'output-is-input',
  'output-unwritable',
  'output-wrong',
  'disk-full',
  'model-missing',
  'model-damaged',
  'model-foreign',
  'features-gone',
  'engine-missing',
  'photos-unfit',
  'training-diverged',
  'worker-crashed',
  'worker-hung',
  'worker-start',
  'out-of-memory',
  'library-locked',
  'library-damaged',
  'library-from-future',
  'undo-impossible',
  'job-unreadable',
  'bad-request',
  'cancelled',
  'internal',
] as const

export type ErrorKind = (typeof errorKinds)[number]

/** How an error crosses a process boundary. */
export const wireErrorSchema = z.object({
  kind: z.enum(errorKinds),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})

export type WireError = z.infer<typeof wireErrorSchema>

/** The only error that rooms throw on purpose; `message` says in plain English what happened to what. */
export class TintypeError extends Error {
  readonly kind: ErrorKind
  readonly details: Record<string, unknown> | undefined

  constructor(
    kind: ErrorKind,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'TintypeError'
    this.kind = kind
    this.details = options.details
  }
}

/** Far above any message of ours: names of files and calls in it are as long as others made them. */
const longestMessage = 4000

/**
 * Any thrown value as a wire error; what is not ours becomes `internal` with its message kept. A message has
 * at most 4000 characters.
 */
export function toWireError(thrown: unknown): WireError {
  const message = shortened(messageOf(thrown), longestMessage)
  if (!(thrown instanceof TintypeError)) return { kind: 'internal', message }
  return { kind: thrown.kind, message, ...(thrown.details && { details: thrown.details }) }
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return schemaIssues(thrown)
  return thrown instanceof Error ? thrown.message : String(thrown)
}

export function fromWireError(error: WireError): TintypeError {
  return new TintypeError(error.kind, error.message, error.details ? { details: error.details } : {})
}

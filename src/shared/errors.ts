import { z } from 'zod'
import { schemaIssues, shortened } from './schema-issues.ts'

/** What a kind of error means beyond its words. */
interface KindTraits {
  /** The file's own: it is listed as bad until it can be read. */
  badFile?: boolean
  /** The process died, not the work: another attempt may do it. */
  workerDied?: boolean
  /** Nothing of the photo's: the next one would meet it too, so the batch waits for the user. */
  stopsBatch?: boolean
}

/**
 * Every way an operation can fail, as one closed list: user interfaces translate a kind into advice,
 * so a new kind is added here and in the catalogues of advice, never invented on the spot.
 */
const traitsOf = {
  'file-not-found': {},
  'file-unreadable': { badFile: true },
  'file-empty': { badFile: true },
  'file-misnamed': { badFile: true },
  'picture-unknown': { badFile: true },
  'picture-unsupported': { badFile: true },
  'picture-damaged': { badFile: true },
  'picture-too-large': { badFile: true },
  'side-data-too-large': { badFile: true },
  'output-is-input': {},
  'output-unwritable': { stopsBatch: true },
  'output-wrong': {},
  'disk-full': { stopsBatch: true },
  'model-missing': { stopsBatch: true },
  'model-damaged': { stopsBatch: true },
  'model-foreign': { stopsBatch: true },
  'palette-unreadable': {},
  'features-gone': {},
  'engine-missing': { stopsBatch: true },
  'photos-unfit': {},
  'training-diverged': {},
  'nothing-gained': {},
  'worker-crashed': { badFile: true, workerDied: true },
  'worker-hung': { badFile: true, workerDied: true },
  'worker-start': { stopsBatch: true },
  'out-of-memory': { badFile: true, workerDied: true },
  'library-locked': {},
  'library-damaged': {},
  'library-from-future': {},
  'undo-impossible': {},
  'job-unreadable': {},
  'bad-request': {},
  cancelled: {},
  internal: {},
} as const satisfies Record<string, KindTraits>

export type ErrorKind = keyof typeof traitsOf
export const errorKinds = Object.keys(traitsOf) as [ErrorKind, ...ErrorKind[]]

export function hasTrait(kind: ErrorKind, trait: keyof KindTraits): boolean {
  const traits: KindTraits = traitsOf[kind]
  return traits[trait] === true
}

/** How an error crosses a process boundary. */
export const wireErrorSchema = z.object({
  kind: z.enum(errorKinds),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})

export type WireError = z.infer<typeof wireErrorSchema>

/** Whether a batch should wait for the user, or end, instead of failing photo by photo. */
export function stopsBatch({ kind, details }: WireError): boolean {
  return hasTrait(kind, 'stopsBatch') && details?.single !== true
}

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

import { type ErrorKind, TintypeError } from '../../shared/errors.ts'

/** An answer that is no: the HTTP status beside the typed error. */
export class Refusal extends TintypeError {
  readonly status: number

  constructor(status: number, message: string, kind: ErrorKind = 'bad-request') {
    super(kind, message)
    this.status = status
  }
}

const statuses: Partial<Record<ErrorKind, number>> = {
  'bad-request': 400,
  'file-not-found': 404,
  'disk-full': 507,
}

export function statusOf(thrown: unknown): number {
  if (thrown instanceof Refusal) return thrown.status
  return (thrown instanceof TintypeError && statuses[thrown.kind]) || 500
}

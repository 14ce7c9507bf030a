import { TintypeError, toWireError, type WireError } from '../errors.ts'
import { schemaIssues } from '../schema-issues.ts'
import type { Questions } from './contract.ts'

/** How an answer crosses: what the call gave, or why it failed. */
export type Envelope = { result: unknown } | { error: WireError }

/**
 * Stands around the answering of a call and sees its error whole, before it becomes one that crosses.
 * `trace`: what the caller calls its work, not yet validated.
 */
export type Around = <T>(call: { name: string; trace: unknown }, work: () => Promise<T>) => Promise<T>

export const plainly: Around = (_call, work) => work()

/** What there is to a call beside its arguments. */
export interface Circumstances {
  around?: Around | undefined
  trace?: unknown
  /** Puts the questions of the call. */
  ask?: unknown
}

/**
 * Answers one call or question: arguments are validated before its handler sees them; a refusal and whatever the
 * handler throws become a typed error. Never rejects.
 * @param handlers those of the table, by its names
 */
export async function answer<T extends Questions>(
  table: T,
  handlers: Record<keyof T, (args: never, ask: never) => unknown>,
  name: keyof T & string,
  args: unknown,
  { around = plainly, trace, ask }: Circumstances = {},
): Promise<Envelope> {
  try {
    return await around({ name, trace }, async () => {
      const parsed = table[name].args.safeParse(args)
      if (!parsed.success) {
        throw new TintypeError('bad-request', `${name}: ${schemaIssues(parsed.error)}`)
      }
      return { result: await handlers[name](parsed.data as never, ask as never) }
    })
  } catch (thrown) {
    return { error: toWireError(thrown) }
  }
}

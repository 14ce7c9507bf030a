import { TintypeError, toWireError, type WireError } from '../errors.ts'
import { schemaIssues } from '../schema-issues.ts'
import type { Contract, Handlers } from './contract.ts'

/** How an answer crosses: what the call gave, or why it failed. */
export type Envelope = { result: unknown } | { error: WireError }

/**
 * Stands around the answering of a call and sees its error whole, before it becomes one that crosses.
 * `trace`: what the caller calls its work, not yet validated.
 */
export type Around = <T>(call: { name: string; trace: unknown }, work: () => Promise<T>) => Promise<T>

export const plainly: Around = (_call, work) => work()

/**
 * Answers one call: arguments are validated before its handler sees them; a refusal and whatever the
 * handler throws become a typed error. Never rejects.
 */
export async function answer<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  name: keyof C & string,
  args: unknown,
  around: Around = plainly,
  trace?: unknown,
): Promise<Envelope> {
  try {
    return await around({ name, trace }, async () => {
      const parsed = contract[name].args.safeParse(args)
      if (!parsed.success) {
        throw new TintypeError('bad-request', `${name}: ${schemaIssues(parsed.error)}`)
      }
      return { result: await handlers[name](parsed.data as never) }
    })
  } catch (thrown) {
    return { error: toWireError(thrown) }
  }
}

import { createBirpc } from 'birpc'
import { z } from 'zod'
import { fromWireError, TintypeError, toWireError, wireErrorSchema } from '../errors.ts'
import type { Client, Contract, Handlers } from './contract.ts'

/** Two ends of a message channel; messages may hold typed arrays (structured clone, never JSON). */
export interface Channel {
  post: (message: unknown) => void
  listen: (listener: (message: unknown) => void) => void
}

const envelopeSchema = z.union([z.object({ result: z.unknown() }), z.object({ error: wireErrorSchema })])

type Envelope = { result: unknown } | { error: z.infer<typeof wireErrorSchema> }
type Raw = Record<string, (args: unknown) => Promise<Envelope>>

/**
 * Answers the calls of `contract` on `channel`. Arguments are validated here, before a handler sees
 * them; a refusal and whatever a handler throws go back as a typed error.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, channel: Channel): void {
  const functions: Raw = {}
  for (const [name, call] of Object.entries(contract)) {
    functions[name] = async (args) => {
      try {
        const parsed = call.args.safeParse(args)
        if (!parsed.success) {
          throw new TintypeError('bad-request', `${name}: ${z.prettifyError(parsed.error)}`)
        }
        return { result: await handlers[name](parsed.data as never) }
      } catch (thrown) {
        return { error: toWireError(thrown) }
      }
    }
  }
  createBirpc<Record<string, never>, Raw>(functions, { post: channel.post, on: channel.listen })
}

/** The calling end; `close` rejects what is still pending with the given error. */
export interface Connection<C extends Contract> {
  client: Client<C>
  close: (reason: TintypeError) => void
}

/**
 * Calls the far end of `channel` by `contract`. Results are validated too: a worker that decodes
 * untrusted pictures is itself not trusted.
 * @param timeout milliseconds after which a call is given up with `worker-hung`
 */
export function connect<C extends Contract>(contract: C, channel: Channel, timeout: number): Connection<C> {
  const rpc = createBirpc<Raw, Record<string, never>>(
    {},
    {
      post: channel.post,
      on: channel.listen,
      timeout,
      onTimeoutError: (name) => {
        throw new TintypeError(
          'worker-hung',
          `${name} gave no answer within ${Math.round(timeout / 1000)} s.`,
        )
      },
    },
  )
  const client: Record<string, (args: unknown) => Promise<unknown>> = {}
  for (const [name, call] of Object.entries(contract)) {
    client[name] = async (args) => {
      const envelope = envelopeSchema.parse(await rpc.$call(name, args))
      if ('error' in envelope) throw fromWireError(envelope.error)
      const parsed = call.result.safeParse(envelope.result)
      if (!parsed.success) {
        throw new TintypeError(
          'internal',
          `${name} answered out of contract: ${z.prettifyError(parsed.error)}`,
        )
      }
      return parsed.data
    }
  }
  return {
    client: client as Client<C>,
    close: (reason) => rpc.$close(reason),
  }
}

import { createBirpc } from 'birpc'
import { z } from 'zod'
import { fromWireError, TintypeError, toWireError, wireErrorSchema } from '../errors.ts'
import { schemaIssues } from '../schema-issues.ts'
import { type Around, answer, type Envelope } from './answer.ts'
import type { Client, Contract, Handlers, Questions } from './contract.ts'

/** Two ends of a message channel; messages may hold typed arrays (never JSON). */
export interface Channel {
  post: (message: unknown) => void
  listen: (listener: (message: unknown) => void) => void
}

const envelopeSchema = z.union([z.object({ result: z.unknown() }), z.object({ error: wireErrorSchema })])

/**
 * Calls. `trace` follows a piece of work from process to process; `call` names the call where the called end may have
 * questions about it.
 */
type Raw = Record<string, (args: unknown, trace?: unknown, call?: string) => Promise<Envelope>>
/** What the called end says on its own: events, and questions about a call. */
type RawBack = {
  event: (name: string, payload: unknown) => void
  ask: (call: string, name: string, args: unknown) => Promise<Envelope>
}

/** What birpc puts on a channel; anything else that arrives is not for it. */
const frameSchema = z.union([
  z.object({ t: z.literal('q'), m: z.string(), a: z.array(z.unknown()), i: z.string().optional() }),
  z.object({ t: z.literal('s'), i: z.string(), r: z.unknown().optional(), e: z.unknown().optional() }),
])

function framesOnly(listen: Channel['listen']): Channel['listen'] {
  return (listener) => listen((message) => frameSchema.safeParse(message).success && listener(message))
}

/** The answering end of a channel. */
export interface Serving {
  /** Tells the far end something on its own; nobody answers. */
  emit: (name: string, payload: unknown) => void
  close: () => void
}

/**
 * Answers the calls of `contract` on `channel`. Arguments are validated here, before a handler sees
 * them; a refusal and whatever a handler throws go back as a typed error.
 * @param around stands around each call
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  channel: Channel,
  around?: Around,
): Serving {
  const functions: Raw = {}
  for (const [name, { asks = {} }] of Object.entries(contract)) {
    functions[name] = (args, trace, call = '') => {
      const ask = caller(asks, (question, given) => rpc.$call('ask', call, question, given))
      return answer(contract, handlers, name, args, { around, trace, ask })
    }
  }
  const rpc = createBirpc<RawBack, Raw>(functions, {
    post: channel.post,
    on: framesOnly(channel.listen),
    // Whoever asks has called, and is gone when it does not answer: the call ends with it.
    timeout: -1,
    // By own names alone: `toString` and its like are no calls.
    resolver: (name) => (Object.hasOwn(functions, name) ? functions[name] : async () => unknownCall(name)),
  })
  return {
    emit: (name, payload) => void rpc.$callEvent('event', name, payload),
    close: () => rpc.$close(),
  }
}

function unknownCall(name: string): Envelope {
  return { error: toWireError(new TintypeError('bad-request', `There is no call ${name}.`)) }
}

/** What the calling end wants to be told, and tells. */
export interface Listeners {
  /** Gets what the far end emits, not yet validated. */
  onEvent?: RawBack['event']
  /** Told when a call is given up. */
  onTimeout?: () => void
  /** What this end calls the work that it calls for now; the far end's log names it too. */
  trace?: () => string | undefined
  /** Stands around the answering of questions; gets the trace of the call that they belong to. */
  around?: Around
}

/** The calling end. */
export interface Connection<C extends Contract> {
  client: Client<C>
  /** Rejects what is still pending; later calls go out as usual. */
  interrupt: (reason: TintypeError) => void
  /** Rejects what is still pending, and every later call. */
  close: (reason: TintypeError) => void
}

/**
 * Calls the far end of `channel` by `contract`. Results are validated too: a worker that decodes
 * untrusted pictures is itself not trusted.
 * @param timeout milliseconds after which a call is given up with `worker-hung`; infinite: never
 */
export function connect<C extends Contract>(
  contract: C,
  channel: Channel,
  timeout: number,
  { onEvent = () => {}, onTimeout, trace, around }: Listeners = {},
): Connection<C> {
  const underWay = new Map<string, (name: string, args: unknown) => Promise<Envelope>>()
  let calls = 0
  const rpc = createBirpc<Raw, RawBack>(
    {
      event: onEvent,
      ask: async (call, name, args) => (await underWay.get(call)?.(name, args)) ?? unknownCall(name),
    },
    {
      post: channel.post,
      on: framesOnly(channel.listen),
      timeout: Number.isFinite(timeout) ? timeout : -1,
      onTimeoutError: (name) => {
        onTimeout?.()
        throw new TintypeError(
          'worker-hung',
          `${name} gave no answer within ${Math.round(timeout / 1000)} s.`,
        )
      },
    },
  )
  const client = caller(contract, async (name, args, answers) => {
    const { asks } = contract[name]
    if (!asks || !answers) return trace ? rpc.$call(name, args, trace()) : rpc.$call(name, args)
    const call = String(calls++)
    const work = trace?.()
    underWay.set(call, async (question, given) =>
      Object.hasOwn(asks, question)
        ? answer(asks, answers, question, given, { around, trace: work })
        : unknownCall(question),
    )
    try {
      return await rpc.$call(name, args, work, call)
    } finally {
      underWay.delete(call)
    }
  })
  return {
    client: client as Client<C>,
    interrupt: (reason) => void rpc.$rejectPendingCalls(({ reject }) => reject(reason)),
    close: (reason) => rpc.$close(reason),
  }
}

type AnyAnswers = Record<string, (args: never) => unknown>

/** A function for each name of a table. Results are validated; what failed at the far end fails here alike. */
function caller(
  table: Questions,
  send: (name: string, args: unknown, answers?: AnyAnswers) => Promise<unknown>,
): Record<string, (args: unknown, answers?: AnyAnswers) => Promise<unknown>> {
  const functions = Object.entries(table).map(([name, { result }]) => {
    const call = async (args: unknown, answers?: AnyAnswers): Promise<unknown> => {
      const envelope = envelopeSchema.parse(await send(name, args, answers))
      if ('error' in envelope) throw fromWireError(envelope.error)
      const parsed = result.safeParse(envelope.result)
      if (!parsed.success) {
        throw new TintypeError('internal', `${name} answered out of contract: ${schemaIssues(parsed.error)}`)
      }
      return parsed.data
    }
    return [name, call] as const
  })
  return Object.fromEntries(functions)
}

import type { z } from 'zod'

/** What goes in and what comes out, both checked where they arrive. */
export interface Exchange {
  args: z.ZodType
  result: z.ZodType
}

/** One call of a contract. */
export interface Call extends Exchange {
  /** What the called end asks the calling one while it is at work; it goes on with the answer. */
  asks?: Questions
}
export type Questions = Record<string, Exchange>

/** A named table of calls; the types of both ends are inferred from it. */
export type Contract = Record<string, Call>

type Serve<E extends Exchange> = z.input<E['result']> | Promise<z.input<E['result']>>

/** What answers the questions of a call. */
export type Answers<Q extends Questions> = { [K in keyof Q]: (args: z.output<Q[K]['args']>) => Serve<Q[K]> }

/** What puts the questions of a call. */
export type Asking<Q extends Questions> = {
  [K in keyof Q]: (args: z.input<Q[K]['args']>) => Promise<z.output<Q[K]['result']>>
}

/** What the serving side implements. */
export type Handlers<C extends Contract> = {
  [K in keyof C]: C[K] extends { asks: infer Q extends Questions }
    ? (args: z.output<C[K]['args']>, ask: Asking<Q>) => Serve<C[K]>
    : (args: z.output<C[K]['args']>) => Serve<C[K]>
}

/** What the calling side gets. */
export type Client<C extends Contract> = {
  [K in keyof C]: C[K] extends { asks: infer Q extends Questions }
    ? (args: z.input<C[K]['args']>, answers: Answers<Q>) => Promise<z.output<C[K]['result']>>
    : (args: z.input<C[K]['args']>) => Promise<z.output<C[K]['result']>>
}

import type { z } from 'zod'

/** One call of a contract: what goes in and what comes out, both checked where they arrive. */
export interface Call {
  args: z.ZodType
  result: z.ZodType
}

/** A named table of calls; the types of both ends are inferred from it. */
export type Contract = Record<string, Call>

/** What the serving side implements. */
export type Handlers<C extends Contract> = {
  [K in keyof C]: (args: z.output<C[K]['args']>) => z.input<C[K]['result']> | Promise<z.input<C[K]['result']>>
}

/** What the calling side gets. */
export type Client<C extends Contract> = {
  [K in keyof C]: (args: z.input<C[K]['args']>) => Promise<z.output<C[K]['result']>>
}

import { z } from 'zod'
import { resourceRequestSchema, resourceSchema } from './resources.ts'

/** What the desktop shell itself asks of core, beside the user interface's frames that it only passes on. */
export const coreProcessContract = {
  resource: { args: resourceRequestSchema, result: resourceSchema },
  /** Lines of the shell for the log, each as the log keeps it; one that is something else is left out. */
  log: { args: z.object({ lines: z.array(z.string().max(20_000)).max(200) }), result: z.object({}) },
  /** Closes the library; the process ends when the shell lets go of it. */
  close: { args: z.object({}), result: z.object({}) },
}
export type CoreProcessContract = typeof coreProcessContract

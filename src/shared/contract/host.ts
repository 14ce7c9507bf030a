import { z } from 'zod'
import { resourceRequestSchema, resourceSchema } from './resources.ts'

/** What the desktop shell itself asks of core, beside the user interface's frames that it only passes on. */
export const hostContract = {
  resource: { args: resourceRequestSchema, result: resourceSchema },
  /** Closes the library; the process ends when the shell lets go of it. */
  close: { args: z.object({}), result: z.object({}) },
}
export type HostContract = typeof hostContract

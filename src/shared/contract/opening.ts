import { z } from 'zod'
import { wireErrorSchema } from '../errors.ts'

/** A backup of the library's database, as the user chooses one. */
export const backupSchema = z.object({
  /** Name of its file. */
  name: z.string(),
  /** Counts up; 0 for those of Tintype 0.1. */
  number: z.int().nonnegative(),
  /** ISO 8601, UTC, by the clock of then. */
  made: z.string(),
  /** `null` for one that is damaged, or was made by a newer Tintype. */
  photos: z.int().nonnegative().nullable(),
})
export type BackupInfo = z.infer<typeof backupSchema>

/** Whether the library is open; every other call fails with `error` until it is. */
export const openingSchema = z.object({
  folder: z.string(),
  /** `null` when it is open. */
  error: wireErrorSchema.nullable(),
  /** Newest first; none where going back would not help. */
  backups: z.array(backupSchema),
  /** The database could be set aside for an empty one. */
  canStartEmpty: z.boolean(),
})
export type LibraryOpening = z.infer<typeof openingSchema>

/** What the user wants of a library that could not be opened; nothing: to try once more. */
export const openingWishSchema = z.object({
  startEmpty: z.boolean().optional(),
  /** Name of a backup. */
  restore: z.string().min(1).max(255).optional(),
})
export type OpeningWish = z.infer<typeof openingWishSchema>

export const openingCalls = {
  'opening.state': { args: z.object({}), result: openingSchema },
  /** Tries to open the library; one that is open stays so. What is in the way is set aside, never deleted. */
  'opening.try': { args: openingWishSchema, result: openingSchema },
}

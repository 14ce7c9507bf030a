import { z } from 'zod'
import { exportSettingsSchema } from '../../../shared/contract/app.ts'
import { skipReasons } from '../../../shared/contract/colorize.ts'
import { idSchema, recipeSchema } from '../../../shared/contract/library.ts'

import { remarksSchema } from '../../../shared/contract/remarks.ts'
import type { Job } from '../../../shared/jobs.ts'
import { schemaIssues } from '../../../shared/schema-issues.ts'

/**
 * Jobs outlive the program that made them: they are read through these schemas. What a later version asks for besides
 * gets a default; `test/unit/core/jobs/tasks.test.ts` holds what earlier versions left.
 */

/** One file to take into the library. */
const importTaskSchema = z.object({
  kind: z.literal('import'),
  path: z.string().min(1),
  /** The folder it was found in, as the user named it. */
  root: z.string().optional(),
  album: idSchema.optional(),
  /** To be coloured as soon as it is in. */
  recipe: recipeSchema.optional(),
})
export type ImportTask = z.output<typeof importTaskSchema>

const colorizeTaskSchema = z.object({
  kind: z.literal('colorize'),
  photo: idSchema,
  recipe: recipeSchema,
  /** Photographs that are in colour already, too. */
  recolour: z.boolean().default(false),
  /** Photographs that somebody adjusted by hand, too: beside what they have. */
  beside: z.boolean().optional(),
})
export type ColorizeTask = z.output<typeof colorizeTaskSchema>

const exportTaskSchema = z.object({
  kind: z.literal('export'),
  photo: idSchema,
  settings: exportSettingsSchema,
  /** Place among the exported ones, from 1: for `{number}`. */
  number: z.int().positive(),
  /** Drafts become versions first. */
  keepDrafts: z.boolean().optional(),
})
export type ExportTask = z.output<typeof exportTaskSchema>

/** A job that is of another version or damaged; it fails with the reason, and the others go on. */
const unreadableTaskSchema = z.object({
  kind: z.literal('unreadable'),
  reason: z.string(),
  /** What can be told of it nevertheless. */
  photo: idSchema.optional().catch(undefined),
  path: z.string().optional().catch(undefined),
})
export type UnreadableTask = z.output<typeof unreadableTaskSchema>

const appTaskSchema = z
  .discriminatedUnion('kind', [importTaskSchema, colorizeTaskSchema, exportTaskSchema, unreadableTaskSchema])
  .catch(({ value, error }) => {
    const known = typeof value === 'object' && value !== null ? value : {}
    return unreadableTaskSchema.parse({ ...known, kind: 'unreadable', reason: schemaIssues(error) })
  })
export type AppTask = z.output<typeof appTaskSchema>

const appOutcomeSchema = z
  .object({
    photo: idSchema.optional(),
    reason: z.enum(skipReasons).optional(),
    /** What a person should know of the photo. */
    remarks: remarksSchema.optional(),
    /** File that an export wrote. */
    output: z.string().optional(),
  })
  .catch({})
export type AppOutcome = z.output<typeof appOutcomeSchema>

/** How jobs of the app are read back. */
export const appJobs = { task: appTaskSchema, outcome: appOutcomeSchema }
export type AppJob = Job<AppTask, AppOutcome>

export type BatchKind = 'import' | 'colorize' | 'export'

/** What the jobs of an import are made of; kept until they are there. */
export const importPlanSchema = z.object({
  paths: z.array(z.string()),
  album: idSchema.optional(),
  recipe: recipeSchema.optional(),
})
export type ImportPlan = z.output<typeof importPlanSchema>

/** Files and folders of a stored plan; none of one that cannot be understood. */
export function pathsOfPlan(stored: unknown): string[] {
  return importPlanSchema.safeParse(stored).data?.paths ?? []
}

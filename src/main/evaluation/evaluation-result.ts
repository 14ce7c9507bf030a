import { z } from 'zod'
import { errorKinds } from '../../shared/errors.ts'
import { evaluateOptionsSchema } from './evaluation-options.ts'
import { hintSummarySchema } from './hints/hint-summary.ts'
import { pictureResultSchema } from './measure/picture-result.ts'
import { metricIds } from './summary/metric-table.ts'

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() })
const summarySchema = z.partialRecord(z.enum(metricIds), estimateSchema)
export type Summary = z.infer<typeof summarySchema>

/** `neutral`: colourfulness of the truth below 15, to be left unpainted; `colourful`: the others. */
export const subsets = ['all', 'colourful', 'neutral'] as const
export type Subset = (typeof subsets)[number]
/** A subset without pictures has no summary. */
const bySubsetSchema = z.partialRecord(z.enum(subsets), summarySchema)

const rowResultSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['reference', 'model']),
  summaries: bySubsetSchema,
})
export type RowResult = z.infer<typeof rowResultSchema>

const comparisonSchema = z.object({
  candidate: z.string(),
  baseline: z.string(),
  /** Candidate minus baseline, paired by picture. */
  differences: bySubsetSchema,
  /** Candidate over baseline, paired by picture. */
  ratios: bySubsetSchema,
})
export type Comparison = z.infer<typeof comparisonSchema>

const gateSchema = z.object({
  id: z.string(),
  rule: z.string(),
  measured: z.record(z.string(), estimateSchema),
  passed: z.boolean(),
})
export type Gate = z.infer<typeof gateSchema>

const gateCheckSchema = z.object({
  candidate: z.string(),
  baseline: z.string(),
  /** One of the ways to be better, and all that must hold anyhow; but for what only eyes can judge. */
  passed: z.boolean(),
  gates: z.array(gateSchema),
  goals: z.array(gateSchema),
})
export type GateCheck = z.infer<typeof gateCheckSchema>

const frechetSchema = z.discriminatedUnion('measured', [
  z.object({ measured: z.literal(false), reason: z.string() }),
  z.object({
    measured: z.literal(true),
    /** Distance between two halves of the truth: what chance alone makes. */
    floor: z.number(),
    /** By row, from the whole truth. */
    distances: z.record(z.string(), z.number()),
  }),
])
export type FrechetResult = z.infer<typeof frechetSchema>

export const evaluationResultSchema = z.object({
  format: z.literal('tintype-evaluation'),
  formatVersion: z.literal(2),
  options: evaluateOptionsSchema,
  set: z.object({
    /** Photographs in the folder, and those chosen by hold-out and limit. */
    found: z.int(),
    chosen: z.int(),
    skipped: z.array(z.object({ name: z.string(), kind: z.enum(errorKinds), message: z.string() })),
    /** Pictures measured, by side in pixels and by subset. */
    sides: z.record(z.string(), z.int()),
    counts: z.record(z.enum(subsets), z.int()),
    meanAb: z.object({ a: z.number(), b: z.number() }),
    /** Mean colourfulness of the truth, both definitions. */
    colourfulness: z.object({ signed: z.number(), absolute: z.number() }),
  }),
  rows: z.array(rowResultSchema),
  frechet: frechetSchema,
  comparisons: z.array(comparisonSchema),
  judgements: z.array(gateCheckSchema),
  /** With true hints, where that was asked for. */
  hints: z.array(hintSummarySchema).optional(),
  pictures: z.array(pictureResultSchema),
})
export type EvaluationResult = z.infer<typeof evaluationResultSchema>

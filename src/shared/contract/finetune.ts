import { z } from 'zod'
import { wireErrorSchema } from '../errors.ts'
import { modelNameSchema } from './engine.ts'
import { idSchema } from './library.ts'

/** How long a model is trained; what of it is trained is decided by the number of photos. */
export const finetunePresets = ['quick', 'standard', 'thorough'] as const
export const finetunePresetSchema = z.enum(finetunePresets)
export type FinetunePreset = z.infer<typeof finetunePresetSchema>

/** Why a photo cannot train colours; `copy`: all but the same as another one that does. */
export const unfitReasons = ['grey', 'toned', 'small', 'copy', 'unreadable'] as const
export type UnfitReason = (typeof unfitReasons)[number]

export const unfitPhotoSchema = z.object({
  /** `null` for a file that is not in the library. */
  photo: idSchema.nullable(),
  path: z.string(),
  /** Place among the photographs of the file, from 0; the first is not told. */
  page: z.int().positive().optional(),
  reason: z.enum(unfitReasons),
  message: z.string(),
})
export type UnfitPhoto = z.infer<typeof unfitPhotoSchema>

/** `too-few` is refused; with `few` the look is learnt, not things; `good` and `plenty` go further. */
export const finetuneAdvices = ['too-few', 'few', 'good', 'plenty'] as const

/** What was found out about the photos before training begins. */
export const datasetReportSchema = z.object({
  usable: z.int().nonnegative(),
  /** Of the usable ones, those kept for judging. */
  heldOut: z.int().nonnegative(),
  unfit: z.array(unfitPhotoSchema),
  advice: z.enum(finetuneAdvices),
  presets: z.array(
    z.object({
      preset: finetunePresetSchema,
      steps: z.int().positive(),
      /** On this computer, from steps that were tried; without pauses. */
      seconds: z.number().nonnegative(),
    }),
  ),
})
export type DatasetReport = z.infer<typeof datasetReportSchema>

/** RMSE in CIELAB units of a* and b*; chroma of the colours over that of the truth. */
export const finetuneFiguresSchema = z.object({ rmse: z.number(), chromaRatio: z.number() })

/** One look at the model while it learns. */
export const finetunePointSchema = z.object({
  step: z.int().nonnegative(),
  /** Loss on what is learnt from, since the last look; `null` at the start. */
  loss: z.number().nullable(),
  /** On photos that are never learnt from. */
  heldOut: finetuneFiguresSchema,
  /** How far the colours of other photos have moved from the base model's: RMSE, CIELAB units. */
  drift: z.number(),
})
export type FinetunePoint = z.infer<typeof finetunePointSchema>

/** Why training ended: every step done, no better for long, or the user's word. */
export const finetuneEndings = ['all-steps', 'no-gain', 'by-hand'] as const

export const finetuneResultSchema = z.object({
  learntFrom: z.int().positive(),
  heldOut: z.int().positive(),
  /** The step whose weights are kept: the best on the photos held out. */
  step: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
  ending: z.enum(finetuneEndings),
  before: finetuneFiguresSchema,
  after: finetuneFiguresSchema,
  drift: z.number(),
  /** More drift than this is worth a warning. */
  driftLimit: z.number(),
})
export type FinetuneResult = z.infer<typeof finetuneResultSchema>

/**
 * `waiting`: the user is colouring, and comes first. A `failed` run keeps its last checkpoint where it has
 * one; `resumable` says so.
 */
export const finetuneStates = [
  'examining',
  'ready',
  'training',
  'waiting',
  'paused',
  'finished',
  'failed',
] as const

export const finetuneRunSchema = z.object({
  id: z.string().regex(/^[0-9a-f-]{8,64}$/),
  state: z.enum(finetuneStates),
  /** Photos examined or steps done; `left` in seconds, `null` while not yet known. */
  progress: z.object({ done: z.int(), total: z.int(), left: z.number().nullable() }).nullable(),
  report: datasetReportSchema.nullable(),
  /** As the user called it; `null` until it begins. */
  name: z.string().nullable(),
  preset: finetunePresetSchema.nullable(),
  /** Id of the model that is fine-tuned. */
  base: z.string().nullable(),
  points: z.array(finetunePointSchema),
  /** Number of the newest sheet of sample pictures (grey, base, own, true): one to each point, from 1; 0 before. */
  sheet: z.int().nonnegative(),
  result: finetuneResultSchema.nullable(),
  error: wireErrorSchema.nullable(),
  resumable: z.boolean(),
})
export type FinetuneRun = z.infer<typeof finetuneRunSchema>

const runId = finetuneRunSchema.shape.id
const nothing = z.object({})
const run = z.object({ id: runId })

/** Calls about fine-tuning a model on one's own photos; part of the app's contract. One run at a time. */
export const finetuneCalls = {
  /** The run that is under way or waits for a decision; `null` when there is none. */
  'finetune.current': { args: nothing, result: z.object({ run: finetuneRunSchema.nullable() }) },
  /**
   * Looks at photos: which can train it, and how long it would take. Told of by `finetune.changed`.
   * @throws `bad-request` while another run is there.
   */
  'finetune.examine': { args: z.object({ ids: z.array(idSchema).min(1).max(10_000) }), result: run },
  /** From `ready`. @throws `bad-request`, `model-*`. */
  'finetune.begin': {
    args: z.object({
      id: runId,
      name: modelNameSchema,
      preset: finetunePresetSchema,
      base: z.string().min(1),
    }),
    result: nothing,
  },
  /** Pauses with a checkpoint, or goes on from it, also after a failure. */
  'finetune.pause': { args: z.object({ id: runId, paused: z.boolean() }), result: nothing },
  /** Ends training now; the best so far becomes the result. */
  'finetune.finish': { args: z.object({ id: runId }), result: nothing },
  /** From `finished`: installs the model. @returns its id */
  'finetune.keep': {
    args: z.object({ id: runId, name: modelNameSchema }),
    result: z.object({ model: z.string() }),
  },
  /** Ends the run in whatever state and deletes what it made. */
  'finetune.discard': { args: z.object({ id: runId }), result: nothing },
}

import { z } from 'zod'
import { hasPossibleDepth, impossibleDepth } from '../output-formats.ts'
import { defaultModel, networkSizeSchema } from './engine.ts'
import { type ColourKind, composeSettingsSchema, type FileIdentity, outputFormatSchema } from './imaging.ts'
import type { Remark } from './remarks.ts'

/** Everything that decides how a result looks. */
export const colorizeSettingsSchema = composeSettingsSchema
  .extend({
    model: z.string().min(1),
    size: networkSizeSchema,
    /** Multiplies a* and b*; 1 is the prediction itself. */
    strength: z.number().min(0).max(2),
    format: outputFormatSchema,
    /** Bits a channel; left out: as the original has, where the format can hold it. */
    depth: z.union([z.literal(8), z.literal(16)]).optional(),
  })
  .refine(hasPossibleDepth, impossibleDepth)
export type ColorizeSettings = z.infer<typeof colorizeSettingsSchema>

export const defaultColorizeSettings: ColorizeSettings = {
  model: defaultModel,
  size: 256,
  strength: 1,
  upsampling: 'bilinear',
  format: 'png',
}

export const colorizeRequestSchema = z.object({
  /** Files, folders and glob patterns. */
  inputs: z.array(z.string().min(1, { error: 'The name of a photograph or folder is empty.' })).min(1),
  /** Folder for the results. */
  output: z.string().min(1, { error: 'The name of the folder for the results is empty.' }),
  settings: colorizeSettingsSchema,
  recursive: z.boolean(),
  /** Colour photographs that are in colour already, too, when a folder is given. */
  recolour: z.boolean(),
  /** Make results anew that are there already. */
  again: z.boolean(),
  /** Read results that are there to their last pixel before they count as made. */
  verify: z.boolean().optional(),
  /** Colour what is there of damaged photographs. */
  acceptDamaged: z.boolean().optional(),
})
export type ColorizeRequest = z.infer<typeof colorizeRequestSchema>

/** A file that was found for a batch. */
export interface SourceFile {
  /** Absolute path of the original. */
  path: string
  /** Where the result goes below the output folder, to keep the tree; empty for none. */
  subfolder: string
  /** Named by the user one by one, not found in a folder. */
  named: boolean
}

/** One photograph of a batch. */
export interface PhotoTask extends SourceFile {
  /** Place among the photographs of the file, from 0. */
  page: number
  /** As it was when another of its photographs was read; left out: nobody has hashed it yet. */
  file?: FileIdentity
}

/** Why there was nothing to do; the last four are met in a library alone. */
export const skipReasons = [
  'already-made',
  'already-colour',
  'coloured-marks',
  'own-result',
  'known',
  'duplicate',
  'uncoloured',
  'adjusted',
] as const
export type SkipReason = (typeof skipReasons)[number]

/** Milliseconds a step took. */
export interface StepTimes {
  /** From opening the file to what the network sees of it. */
  read: number
  predict: number
  decode: number
  compose: number
  encode: number
  verify: number
  total: number
}

export interface PhotoOutcome {
  /** Path of the result; for `already-made` the one that is there. */
  output?: string
  reason?: SkipReason
  colour?: ColourKind
  width?: number
  height?: number
  bytes?: number
  /** What a person should know of the photograph. */
  remarks?: Remark[]
  ms?: StepTimes
}

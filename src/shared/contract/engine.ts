import { z } from 'zod'
import { abMapSchema, lChannelSchema, rgbSchema } from './pixels.ts'

/** Short side, in pixels, of what the network sees. */
export const networkSizes = [128, 256, 384, 512] as const
/** The network sees at most this many times its short side; a longer photo is squeezed along its long side. */
export const longestAspect = 3
export const networkSizeSchema = z.union(networkSizes.map((size) => z.literal(size)))
export type NetworkSize = z.infer<typeof networkSizeSchema>

/** A place on a photo, as a fraction of its width and height. */
const placeSchema = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
export type Place = z.infer<typeof placeSchema>

/**
 * How far a hint goes: `spot`, two radii at most; `thing`, as far as edges let it; `alike`, to everything that looks
 * like what it covers, too.
 */
export const reaches = ['spot', 'thing', 'alike'] as const
export type Reach = (typeof reaches)[number]
/** Of hints that name none. */
export const usualReach: Reach = 'thing'

/** Places that the path of a stroke has at most, and hints that a photo has. */
export const mostPlaces = 1000
export const mostHints = 1000

/** Letters in what a person calls a hint. */
export const longestHintName = 60

/** A colour the user gave a place, a pin, or a line from it, a stroke; a* and b* in CIELAB units. */
export const hintSchema = placeSchema.extend({
  /** Half side of the square brush, as a fraction of the short side. */
  radius: z.number().positive().max(0.5).default(0.03),
  a: z.number().min(-128).max(128),
  b: z.number().min(-128).max(128),
  /** Where the line of a stroke goes from x and y. */
  path: z.array(placeSchema).min(1).max(mostPlaces).optional(),
  /** Left out: `usualReach`. */
  reach: z.enum(reaches).optional(),
  /** Leaves the colours there as they are and holds others back; a* and b* only say what they were. */
  keeps: z.literal(true).optional(),
  /** What a person calls it. */
  name: z.string().trim().min(1).max(longestHintName).optional(),
  /** Hints of one number are moved and coloured together. */
  group: z.int().positive().optional(),
})
export type Hint = z.infer<typeof hintSchema>

/** More would hold the engine for minutes: places of all strokes of a photo, and hints that reach what is alike. */
export const mostPlacesOfAll = 20_000
export const mostAlike = 32

const hintsSchema = z
  .array(hintSchema)
  .max(mostHints)
  .refine((hints) => hints.reduce((sum, { path = [] }) => sum + path.length, 0) <= mostPlacesOfAll, {
    error: `the strokes of a photo may have ${mostPlacesOfAll} places in all: draw fewer or shorter ones`,
  })
  .refine((hints) => hints.filter(({ reach }) => reach === 'alike').length <= mostAlike, {
    error: `${mostAlike} hints of a photo may reach everything like them: let the others reach their thing`,
  })

/**
 * How hints become colour: by the network's own inputs, by the hint field over its prediction, or by both, with the
 * version of the field. A new version gets a name of its own: what was made by one is made again by it.
 */
export const hintMethods = ['network', 'field-1', 'both-1'] as const
export type HintMethod = (typeof hintMethods)[number]
/** Of recipes that name none: those of before there was a choice. */
export const formerHintMethod: HintMethod = 'network'
/** Of hints that are given today; what measures best (`docs/evaluation.md`). */
export const usualHintMethod: HintMethod = 'field-1'

/** Hints of a photo and how they become colour, as every call and recipe holds them. */
export const hintingSchema = z.object({
  hints: hintsSchema,
  hintMethod: z.enum(hintMethods).optional(),
})
export type Hinting = z.infer<typeof hintingSchema>

/** Whether the network is told of the hints, and not the field alone, which needs no network for other ones. */
export function reachNetwork({ hints, hintMethod = formerHintMethod }: Hinting): boolean {
  return hints.length > 0 && hintMethod !== 'field-1'
}

/** The model that colours unless another is named. */
export const defaultModel = 'tintype-mobile'

/** Letters in a name that a person gives a model. */
export const longestModelName = 60
export const modelNameSchema = z.string().trim().min(1).max(longestModelName)

const modelFolderSchema = z.object({ id: z.string().min(1), folder: z.string().min(1) })

/**
 * Which model to run: its id and the folder that holds `model.json`; of a fine-tuned one its base as well,
 * and the share of the difference that is added to it: what `model.json` says may change meanwhile.
 */
export const modelReferenceSchema = modelFolderSchema.extend({
  base: modelFolderSchema.extend({ strength: z.number().min(0).max(1) }).optional(),
})
export type ModelReference = z.infer<typeof modelReferenceSchema>

export const engineIds = ['tensorflow', 'wasm'] as const
export type EngineId = (typeof engineIds)[number]
/** What a user may ask for; `auto` takes the fastest that works. */
export const engineChoices = ['auto', ...engineIds] as const
export type EngineChoice = (typeof engineChoices)[number]

export const engineInfoSchema = z.object({
  engine: z.enum(engineIds),
  /** What really computes, for example `cpu, TensorFlow 2.21.0` or `cpu, WebAssembly SIMD`. */
  device: z.string(),
  gpu: z.boolean(),
})
export type EngineInfo = z.infer<typeof engineInfoSchema>

const predictionSchema = z.object({
  ab: abMapSchema,
  /** Names the encoder's features, kept for the last few photos, for `rehint`. */
  key: z.string(),
  /** Milliseconds the network ran. */
  ms: z.number(),
})

/** Calls that the engine process answers. */
export const engineContract = {
  describe: { args: z.object({}), result: engineInfoSchema },
  /** Reads, checks and keeps a model, so that the first photo does not wait for it. */
  load: { args: z.object({ model: modelReferenceSchema }), result: z.object({}) },
  /** Reads all of a model from the disk, whatever is kept in memory, and checks it. @throws `model-*`. */
  verify: { args: z.object({ model: modelReferenceSchema }), result: z.object({}) },
  /**
   * L in, a*b* out at half resolution (`ceil(side / 2)`). Sides that are no multiple of 32 are
   * reflected up inside and cropped back. @throws `model-*`, `out-of-memory`.
   */
  predict: {
    args: z.object({
      l: lChannelSchema,
      model: modelReferenceSchema,
      ...hintingSchema.shape,
      hints: hintingSchema.shape.hints.default([]),
    }),
    result: predictionSchema,
  },
  /** Other hints over kept features, without the encoder. @throws `features-gone`: send L again with `predict`. */
  rehint: {
    args: z.object({ key: z.string(), ...hintingSchema.shape }),
    result: predictionSchema,
  },
  /**
   * What a classifier sees in a picture, for comparing whole sets of pictures: 1280 pooled features of
   * the MobileNetV2 in `file`, safetensors with batch norms folded. @throws `model-*`, `out-of-memory`.
   */
  features: {
    args: z.object({ rgb: rgbSchema, file: z.string().min(1) }),
    result: z.object({ features: z.instanceof(Float32Array) }),
  },
  /** Predictions a second on a synthetic picture of `size` x `size`, measured for about `seconds`. */
  measure: {
    args: z.object({
      model: modelReferenceSchema,
      size: networkSizeSchema,
      seconds: z.number().positive().max(60),
    }),
    result: z.object({ perSecond: z.number(), runs: z.int() }),
  },
}
export type EngineContract = typeof engineContract

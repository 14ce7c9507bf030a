import { z } from 'zod'
import { engineFactsSchema, modelPlaceSchema } from './engine.ts'
import { networkShapeSchema, tunedSchema } from './model.ts'
import { abMapSchema } from './pixels.ts'

/** `pretrain`: the colour loss alone; `gan`: with the patch discriminator, as the tutorial's second stage. */
export const trainingStages = ['pretrain', 'gan'] as const

/** Cross entropy of logits, or mean squared error to the labels. */
export const ganModes = ['vanilla', 'lsgan'] as const
export type GanMode = (typeof ganModes)[number]

export const colourLossSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('l1') }),
  z.object({
    type: z.literal('huber'),
    /** In CIELAB units. */
    delta: z.number().positive().max(100),
    chromaWeight: z.number().min(0).max(10),
  }),
])

/** Which tensors fine-tuning changes, fewest first; the encoder is never among them. */
export const tuningScopes = ['biases', 'last-blocks', 'decoder'] as const
export type TuningScope = (typeof tuningScopes)[number]

/** Fine-tuning: a model is taught a few photos without forgetting what it knew. */
export const tuningSchema = z.object({
  scope: z.enum(tuningScopes),
  /** Steps over which the rate rises and falls. */
  steps: z.int().positive(),
  /** Side of the photos as they come; each is seen through a random window of between `size` and this. */
  photoSize: z.int().min(16).max(1024),
})
export type Tuning = z.infer<typeof tuningSchema>

/** Everything that decides how a network is trained, apart from the photos and how long. */
export const trainingPlanSchema = z.object({
  network: networkShapeSchema,
  stage: z.enum(trainingStages),
  gan: z.enum(ganModes),
  loss: colourLossSchema,
  /** Weight of the colour loss beside the adversarial one. */
  lossWeight: z.number().positive(),
  /** Adam, for generator and discriminator alike. */
  rate: z.number().positive().max(1),
  betas: z.tuple([z.number().min(0).lt(1), z.number().min(0).lt(1)]),
  /** Channels of the discriminator's first convolution. */
  discriminatorFilters: z.int().min(1).max(256),
  /** Share of values that dropout sets to zero, where the network has dropout. */
  dropout: z.number().min(0).lt(1),
  /** Share of the old average that each step keeps; 0 keeps no average. */
  average: z.number().min(0).lt(1),
  /** Share of the photos whose L is given the look of an old photograph. */
  oldPhotos: z.number().min(0).max(1),
  /** Mirror half of the photos. */
  flip: z.boolean(),
  /** Sides, in pixels, of what the network sees. */
  size: z.int().min(16).max(1024),
  seed: z.int().nonnegative(),
  tuning: tuningSchema.optional(),
})
export type TrainingPlan = z.infer<typeof trainingPlanSchema>

/** The tutorial's six; the colour loss is counted with its weight. */
export const ganMeters = [
  'loss_D_fake',
  'loss_D_real',
  'loss_D',
  'loss_G_GAN',
  'loss_G_L1',
  'loss_G',
] as const
export const pretrainMeters = ['loss_L1'] as const
export type MeterName = (typeof ganMeters)[number] | (typeof pretrainMeters)[number]

export const metersSchema = z.partialRecord(z.enum([...ganMeters, ...pretrainMeters]), z.number())
export type Meters = z.infer<typeof metersSchema>

/** Square photos, 8-bit sRGB, one after another: `count x size x size x 3`; in fine-tuning `photoSize`. */
const photosSchema = z.instanceof(Uint8Array)

/** What a model's file says of it. */
const modelFactsShape = {
  id: z.string().min(1),
  title: z.string().min(1),
  revision: z.string().min(1),
  licence: z.string().min(1),
}

/** Calls of an engine process that trains; it serves nothing else, so that training stops nobody's work. */
export const trainingContract = {
  describe: { args: z.object({}), result: engineFactsSchema },
  /**
   * Sets the networks up: new weights, those of a model, or everything from a checkpoint's folder; in
   * fine-tuning the model and, where there is one, a checkpoint on top. Errors: `model-*`, `bad-request` where plan and weights do not fit, `out-of-memory`.
   */
  begin: {
    args: z.object({
      plan: trainingPlanSchema,
      from: z.union([
        z.object({ model: modelPlaceSchema, checkpoint: z.string().min(1).optional() }),
        z.object({ checkpoint: z.string().min(1) }),
        z.object({ fresh: z.literal(true) }),
      ]),
    }),
    result: z.object({ parameters: z.int(), steps: z.int() }),
  },
  /**
   * One step on one batch. `keys` name the photos: with the plan's seed and `epoch` they decide how each
   * is mirrored and aged. The last `rehearsed` of them are there to keep what the model knew: their
   * colours are what the weights at the start make of them. Errors: `training-diverged`, `out-of-memory`.
   */
  step: {
    args: z.object({
      photos: photosSchema,
      keys: z.array(z.int().nonnegative()).min(1),
      epoch: z.int(),
      rehearsed: z.int().nonnegative().default(0),
    }),
    result: z.object({ meters: metersSchema, ms: z.number() }),
  },
  /**
   * Colours photos as they are. The numbers are sums over photos of each photo's mean, in CIELAB units:
   * absolute and squared error of a* and b*, chroma of the prediction and of the truth.
   */
  validate: {
    args: z.object({
      photos: photosSchema,
      count: z.int().positive(),
      /** In fine-tuning: the weights as they are now, or as they were at the start. */
      weights: z.enum(['now', 'start']).default('now'),
    }),
    result: z.object({
      l1: z.number(),
      squared: z.number(),
      chroma: z.number(),
      trueChroma: z.number(),
      predictions: z.array(abMapSchema),
    }),
  },
  /**
   * How far the colours of photos have moved from those of the weights at the start: sum over photos of the
   * mean squared difference of a* and b*, in CIELAB units.
   */
  drift: {
    args: z.object({ photos: photosSchema, count: z.int().positive() }),
    result: z.object({ squared: z.number() }),
  },
  /** Writes weights, optimizers and counts into a new folder, complete or not at all. Errors: `disk-full`, `output-unwritable`. */
  save: { args: z.object({ folder: z.string().min(1) }), result: z.object({}) },
  /** Writes the generator as a model's folder. Errors as `save`. */
  exportModel: {
    args: z.object({ folder: z.string().min(1), ...modelFactsShape }),
    result: z.object({}),
  },
  /** Writes what fine-tuning has changed as the folder of a model. Errors as `save`. */
  exportTuned: {
    args: z.object({ folder: z.string().min(1), ...modelFactsShape, tuned: tunedSchema }),
    result: z.object({}),
  },
  /**
   * Writes the folder of a `resnet18-unet` to begin training from: torchvision's ResNet18, read from the
   * user's `.safetensors` file, and a new decoder.
   * Errors: `file-not-found`, `model-foreign`, `model-damaged`, and as `save`.
   */
  importBackbone: {
    args: z.object({
      file: z.string().min(1),
      folder: z.string().min(1),
      id: z.string().min(1),
      seed: z.int(),
    }),
    result: z.object({}),
  },
}
export type TrainingContract = typeof trainingContract

export const trainableNetworks = ['pix2pix-unet', 'resnet18-unet', 'tintype-mobile'] as const

/** What a person asks for; what is left out is chosen by network, stage and engine. */
export const trainingRequestSchema = z.object({
  /** Folder of colour photographs, searched with all below it. */
  data: z.string().min(1),
  /** Folder of the run: checkpoints, log, sheets, report and, in the end, the model. */
  output: z.string().min(1),
  network: z.enum(trainableNetworks),
  stage: z.enum(trainingStages),
  engine: z.enum(['auto', 'tensorflow', 'wasm']),
  epochs: z.int().min(1).max(10_000),
  batch: z.int().min(1).max(256).optional(),
  size: z.int().min(16).max(1024),
  fit: z.enum(['crop', 'stretch']),
  /** Share of the photos that is held out. */
  validation: z.number().min(0.01).max(0.5),
  /** Model to begin from, by id or folder. */
  init: z.string().min(1).optional(),
  rate: z.number().positive().max(1).optional(),
  dropout: z.number().min(0).lt(1).optional(),
  gan: z.enum(ganModes),
  loss: colourLossSchema,
  average: z.number().min(0).lt(1),
  oldPhotos: z.number().min(0).max(1),
  seed: z.int().nonnegative(),
  /** Narrower networks, for trying things out: channels of the first convolution, and levels of pix2pix-unet. */
  filters: z.int().min(2).max(256).optional(),
  levels: z.int().min(3).max(10).optional(),
  discriminatorFilters: z.int().min(1).max(256).optional(),
})
export type TrainingRequest = z.infer<typeof trainingRequestSchema>

/** One epoch on the record. */
export const epochRowSchema = z.object({
  epoch: z.int().positive(),
  steps: z.int().positive(),
  /** Of training, without pauses. */
  seconds: z.number(),
  /** Means over the epoch's photos. */
  meters: metersSchema,
  /** On the photos held out, in CIELAB units. */
  validation: z.object({
    l1: z.number(),
    rmse: z.number(),
    /** Mean chroma of the prediction over that of the truth. */
    chromaRatio: z.number(),
  }),
})
export type EpochRow = z.infer<typeof epochRowSchema>

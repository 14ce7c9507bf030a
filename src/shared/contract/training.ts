import { z } from 'zod'
import { engineChoices, engineInfoSchema, modelReferenceSchema } from './engine.ts'
import { sheetRowSchema } from './imaging.ts'
import { networkShapeSchema, tunedSchema } from './model.ts'

/** Of the tutorial. `pretrain`: the colour loss alone; `gan`: with the patch discriminator. */
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

/** Fine-tuning: a model is trained on a few photos without forgetting what it knew. */
export const tuningSchema = z.object({
  scope: z.enum(tuningScopes),
  /** Steps over which the rate rises and falls. */
  steps: z.int().positive(),
})
export type Tuning = z.infer<typeof tuningSchema>

/** A patch discriminator against the generator. */
export const adversarialSchema = z.object({
  loss: z.enum(ganModes),
  /** Weight of the colour loss beside the adversarial one. */
  colourWeight: z.number().positive(),
  /** Channels of the discriminator's first convolution. */
  filters: z.int().min(1).max(256),
})

/** Everything that decides how a network is trained, apart from the photos and how long. */
export const trainingConfigurationSchema = z.object({
  network: networkShapeSchema,
  loss: colourLossSchema,
  /** Adam, for generator and discriminator alike. */
  rate: z.number().positive().max(1),
  betas: z.tuple([z.number().min(0).lt(1), z.number().min(0).lt(1)]),
  /** Share of values that dropout sets to zero, where the network has dropout. */
  dropout: z.number().min(0).lt(1),
  /** Share of the old average that each step keeps; 0 keeps no average. */
  average: z.number().min(0).lt(1),
  /** Share of the photos whose L is given the look of an old photograph. */
  oldPhotos: z.number().min(0).max(1),
  /** Mirror half of the photos. */
  flip: z.boolean(),
  /** Sides, in pixels, of what the network sees; of larger photos it sees a random window. */
  size: z.int().min(16).max(1024),
  seed: z.int().nonnegative(),
  /** Left out: the colour loss alone. */
  adversarial: adversarialSchema.optional(),
  tuning: tuningSchema.optional(),
})
export type TrainingConfiguration = z.infer<typeof trainingConfigurationSchema>

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

/** What a model's file says of it. */
const modelInfoSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  revision: z.string().min(1),
  licence: z.string().min(1),
})

/** Photos of a packed file: squares of 8-bit sRGB, `size x size x 3` bytes each, one after another. */
export const photoSubsetSchema = z.object({
  file: z.string().min(1),
  size: z.int().min(16).max(1024),
  indices: z.array(z.int().nonnegative()),
})
export type PhotoSubset = z.infer<typeof photoSubsetSchema>

const startSchema = z.union([
  /** Weights of a model; in fine-tuning with a checkpoint of what changed on top. */
  z.object({ model: modelReferenceSchema, checkpoint: z.string().min(1).optional() }),
  z.object({ checkpoint: z.string().min(1) }),
  /** New weights, drawn. */
  z.object({ fresh: z.literal(true) }),
])
export type TrainingStart = z.infer<typeof startSchema>

/** Figures on photos held out, in CIELAB units. */
export const figuresSchema = z.object({
  /** Mean absolute error of a* and b*. */
  l1: z.number(),
  rmse: z.number(),
  /** Mean chroma of the prediction over that of the truth. */
  chromaRatio: z.number(),
})
export type Figures = z.infer<typeof figuresSchema>

/** One evaluation step. */
export const evaluationSchema = z.object({
  /** Steps done. */
  step: z.int().nonnegative(),
  /** Of training since the last evaluation, without pauses. */
  seconds: z.number().nonnegative(),
  /** Means over the photos since the last evaluation; none at the start. */
  meters: metersSchema,
  heldOut: figuresSchema,
  /** In fine-tuning: how far the colours of other photos have moved from the base model's, RMSE, CIELAB units. */
  drift: z.number().optional(),
})
export type Evaluation = z.infer<typeof evaluationSchema>

/** How far a run has come; with the checkpoint of the same step all that is needed to go on exactly. */
export const progressSchema = z.object({
  /** Steps done. */
  step: z.int().nonnegative(),
  /** Of steps and evaluations, without pauses. */
  seconds: z.number().nonnegative(),
  /** Since the last evaluation: photos, seconds of steps, and each meter summed over the photos. */
  since: z.object({
    photos: z.int().nonnegative(),
    seconds: z.number().nonnegative(),
    sums: metersSchema,
  }),
})
export type Progress = z.infer<typeof progressSchema>

/** Why a run ended; `no-gain` is early stopping, `by-hand` and `stopped` are the parent's word. */
export const fitEndings = ['all-steps', 'no-gain', 'by-hand', 'stopped'] as const
export type FitEnding = (typeof fitEndings)[number]

/** What is trained on. */
const fitDataShape = {
  training: z.object({ photos: photoSubsetSchema, batch: z.int().positive() }),
  /** In fine-tuning: photos of every step whose colours are to stay as the base model gives them. */
  rehearsal: z.object({ photos: photoSubsetSchema, batch: z.int().nonnegative() }).optional(),
}

export const fitSchema = z.object({
  configuration: trainingConfigurationSchema,
  from: startSchema,
  progress: progressSchema,
  /** Of the whole run. */
  steps: z.int().nonnegative(),
  ...fitDataShape,
  evaluation: z.object({
    photos: photoSubsetSchema,
    /** Steps from one evaluation to the next. */
    every: z.int().positive(),
    /** Also before the first step and after the last, whichever that is. */
    atEnds: z.boolean(),
    /** Photos that are told with their predictions. */
    samples: z.int().nonnegative(),
    /** In fine-tuning: photos that measure how far colours drift from the base model's. */
    drift: photoSubsetSchema.optional(),
    /** What earlier evaluations of the run found: step and RMSE. */
    past: z.array(z.object({ step: z.int().nonnegative(), rmse: z.number() })),
  }),
  /** Evaluations without a lower RMSE after which the run ends; left out: it never ends early. */
  patience: z.int().positive().optional(),
  checkpoints: z.object({
    /** Each is a folder in this one, `step-<n>`. */
    folder: z.string().min(1),
    /** How many are kept. */
    kept: z.int().positive(),
    /** Name of the one that the run goes on from. */
    newest: z.string().nullable(),
  }),
  /**
   * `last`: the weights at the end, as a model's folder. `best`: the difference to the base, at each evaluation
   * that is the best so far, in a folder of its own (`bestFolder`) below `folder`.
   */
  model: z.discriminatedUnion('keep', [
    z.object({ keep: z.literal('last'), folder: z.string().min(1), info: modelInfoSchema }),
    z.object({ keep: z.literal('best'), folder: z.string().min(1) }),
  ]),
})
export type Fit = z.infer<typeof fitSchema>

/** Folder, below the run's, of the difference to the base as it was after a step. */
export function bestFolder(step: number): string {
  return `best-${step}`
}

/** What a run asks its parent; the run goes on with the answer. */
export const fitQuestions = {
  /** The networks are set up. `parameters` that training changes, and steps done so far. */
  begun: { args: z.object({ parameters: z.int(), step: z.int() }), result: z.object({}) },
  /**
   * Before each step and evaluation: what now? Tells the step that was made since the last question. The answer
   * may take as long as it likes. `finish` ends the run as it stands, `stop` leaves a checkpoint to go on from.
   */
  turn: {
    args: z.object({ stepped: z.object({ step: z.int(), meters: metersSchema }).nullable() }),
    result: z.object({ wish: z.enum(['go-on', 'finish', 'stop']) }),
  },
  /**
   * An evaluation, and samples with their predictions: in fine-tuning those of the base and of now.
   * @returns how the model would be described now, where the best is kept
   */
  evaluated: {
    args: z.object({ evaluation: evaluationSchema, samples: z.array(sheetRowSchema) }),
    result: z.object({ model: modelInfoSchema.extend({ tuned: tunedSchema }).nullable() }),
  },
  /** A checkpoint lies on the disk. Older ones are removed after the answer. */
  saved: { args: z.object({ checkpoint: z.string(), progress: progressSchema }), result: z.object({}) },
}
export type FitQuestions = typeof fitQuestions

/** Calls of the training process. It serves nothing else, so that training stops nobody's work. */
export const trainingContract = {
  describe: { args: z.object({}), result: engineInfoSchema },
  /**
   * Trains to the end, or until the answer to a `turn` ends it, and asks its parent by `fitQuestions` meanwhile.
   * @throws `model-*`, `bad-request` where configuration, weights and photos do not fit, `training-diverged`,
   * `out-of-memory`, `disk-full`, `output-unwritable`, and what the parent answers with.
   */
  fit: {
    args: fitSchema,
    asks: fitQuestions,
    result: z.object({ ending: z.enum(fitEndings), progress: progressSchema }),
  },
  /** Colours photos with a model, in units of CIELAB. @throws `model-*`, `out-of-memory`. */
  evaluate: {
    args: z.object({
      configuration: trainingConfigurationSchema,
      model: modelReferenceSchema,
      photos: photoSubsetSchema,
      /** Photos that are told with their predictions. */
      samples: z.int().nonnegative(),
    }),
    result: z.object({ figures: figuresSchema, samples: z.array(sheetRowSchema) }),
  },
  /** Tries out how long things take: seconds of a training step, the fastest of `steps`, and of evaluating one photo. */
  measure: {
    args: z.object({
      configuration: trainingConfigurationSchema,
      from: startSchema,
      ...fitDataShape,
      steps: z.int().positive(),
      evaluated: photoSubsetSchema,
    }),
    result: z.object({ step: z.number(), photo: z.number() }),
  },
  /**
   * Writes the folder of a `resnet18-unet` to begin training from: torchvision's ResNet18, read from the
   * user's `.safetensors` file, and a new decoder.
   * @throws `file-not-found`, `model-foreign`, `model-damaged`, `disk-full`, `output-unwritable`.
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
  engine: z.enum(engineChoices),
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
  /** On the photos held out. */
  validation: figuresSchema,
})
export type EpochRow = z.infer<typeof epochRowSchema>

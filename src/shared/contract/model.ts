import { z } from 'zod'
import { TintypeError } from '../errors.ts'
import { schemaIssues } from '../schema-issues.ts'
import { finetuneResultSchema } from './finetune.ts'

/** Raised when a reader of today could misunderstand a file of tomorrow. */
export const modelFormatVersion = 1

/** Levels of what a `model.json` says; whatever writes it again goes down each of them. */
const maxDepth = 32

const channels = z.int().min(1).max(4096)

const tintypeMobileSchema = z.object({
  type: z.literal('tintype-mobile'),
  /** Channels of the context at 1/32. */
  context: channels,
  /** Channels of the decoder at 1/16, 1/8, 1/4 and 1/2. */
  widths: z.tuple([channels, channels, channels, channels]),
})
export type TintypeMobileShape = z.infer<typeof tintypeMobileSchema>

const pix2pixUnetSchema = z.object({
  type: z.literal('pix2pix-unet'),
  /** Halvings; sides of the input are multiples of 2^levels. The tutorial's network has 8. */
  levels: z.int().min(3).max(10),
  /** Channels of the first level; the tutorial's network has 64. */
  filters: channels,
})
export type Pix2pixUnetShape = z.infer<typeof pix2pixUnetSchema>

const resnet18UnetSchema = z.object({
  type: z.literal('resnet18-unet'),
  /** Channels of the encoder's first convolution; ResNet18 has 64. */
  filters: channels.refine((filters) => filters % 2 === 0, { error: 'filters must be even' }),
})
export type Resnet18UnetShape = z.infer<typeof resnet18UnetSchema>

export const networkShapeSchema = z.discriminatedUnion('type', [
  tintypeMobileSchema,
  pix2pixUnetSchema,
  resnet18UnetSchema,
])
export type NetworkShape = z.infer<typeof networkShapeSchema>

interface NetworkTraits {
  /** Takes a person's colours itself. */
  hints: boolean
  /** Its encoder's features are kept and tell what looks alike. */
  likeness: boolean
  tunable: boolean
}

/** What can be done with networks of a type. */
export const networkTraits: Record<NetworkShape['type'], NetworkTraits> = {
  'tintype-mobile': { hints: true, likeness: true, tunable: true },
  'pix2pix-unet': { hints: false, likeness: false, tunable: false },
  'resnet18-unet': { hints: false, likeness: false, tunable: false },
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Of a fine-tuned model: its weights are a difference to those of another. */
export const tunedSchema = z.object({
  base: z.object({
    id: z.string().max(64),
    title: z.string().max(200),
    revision: z.string().max(64),
    sha256,
  }),
  /** Share of the difference that is added: 0 is the base, 1 the tuned model. */
  strength: z.number().min(0).max(1),
  /** ISO date. */
  created: z.string().max(40),
  result: finetuneResultSchema,
})
export type Tuned = z.infer<typeof tunedSchema>

/** `model.json`: what a model folder holds and what it is allowed for. */
export const modelFileSchema = z.object({
  format: z.literal('tintype-model'),
  formatVersion: z.literal(modelFormatVersion),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  title: z.string().min(1).max(200),
  revision: z.string().min(1).max(64),
  network: networkShapeSchema,
  weights: z.object({
    /** A bare name: the file lies beside `model.json` and nowhere else. */
    file: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/),
    bytes: z.int().positive().max(1_000_000_000),
    sha256,
  }),
  licence: z.string().min(1).max(1000),
  /** Present: the weights hold, of some tensors of the network, what is added to those of the base. */
  tuned: tunedSchema.optional(),
  /** Figures for the model card, by name. */
  metrics: z.record(z.string(), z.unknown()).optional(),
})
export type ModelFile = z.infer<typeof modelFileSchema>

/** What tells a file of another kind or version from a broken one of ours. */
const signatureSchema = z.object({
  format: z.literal('tintype-model'),
  formatVersion: z.literal(modelFormatVersion),
  network: z.object({ type: z.enum(networkShapeSchema.options.map((option) => option.shape.type.value)) }),
})

/**
 * Reads the text of a `model.json`; `path` is named in errors.
 * @throws `model-damaged` when it is no JSON or misses something, `model-foreign` when it is of another
 * program, a later format or an unknown network.
 */
export function parseModelFile(text: string, path: string): ModelFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new TintypeError('model-damaged', `${path} is not readable as JSON. Install the model again.`, {
      cause,
    })
  }
  if (nestsDeeper(json, maxDepth)) {
    throw new TintypeError('model-damaged', `${path} nests deeper than a model's description does.`)
  }
  const signature = signatureSchema.safeParse(json)
  if (!signature.success) {
    throw new TintypeError(
      'model-foreign',
      `${path} does not describe a model that this version of Tintype can run: ${schemaIssues(signature.error)}`,
    )
  }
  const parsed = modelFileSchema.safeParse(json)
  if (!parsed.success) {
    throw new TintypeError(
      'model-damaged',
      `${path} is incomplete or wrong: ${schemaIssues(parsed.error)}. Install the model again.`,
    )
  }
  return parsed.data
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1))
}

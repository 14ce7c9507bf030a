import { z } from 'zod'
import { type SliderName, sliders } from '../colour/sliders.ts'
import { wireErrorSchema } from '../errors.ts'
import { defaultModel, engineChoices, hintingSchema, networkSizeSchema } from './engine.ts'
import { colourKinds } from './imaging.ts'
import { paletteColourSchema } from './palette.ts'
import { remarksSchema } from './remarks.ts'

/** What the library knows, as it crosses to the renderer. */
export const idSchema = z.int().positive()

/** A part of a page of a file: pixels of the upright page. */
export const regionSchema = z.object({
  left: z.int().nonnegative(),
  top: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type Region = z.infer<typeof regionSchema>

/** `missing`: the file is gone, or the page in it. */
export const photoStateSchema = z.enum(['present', 'missing', 'bad'])

/** Enough of a photo to draw its cell in the grid. */
export const photoCellSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Size after orientation; 0 where the file could not be read. */
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  /** Place among the photographs of its file, from 0. */
  page: z.int().nonnegative(),
  /** Content hash of the file, hex; `''` where it was never read. */
  hash: z.string(),
  /** Names the photo's pictures; another one whenever these look otherwise. */
  picture: z.string(),
  state: photoStateSchema,
  colour: z.enum(colourKinds).nullable(),
  favourite: z.boolean(),
  /** Current version: id of the row, hash of its a*b* map; one without a map leaves the colours as they are. */
  version: z.object({ id: idSchema, map: z.string().nullable() }).nullable(),
  /** Something on it was developed and is in no version yet. */
  draft: z.boolean(),
  /** Model of the current version is one of the user's own. */
  ownModel: z.boolean(),
  /** ISO date or part of one (`1912`, `1912-07`, `1912-07-14T10:00:00`), `null` when unknown. */
  taken: z.string().nullable(),
})
export type PhotoCell = z.infer<typeof photoCellSchema>

export const photoDetailSchema = photoCellSchema.extend({
  path: z.string(),
  format: z.string(),
  depth: z.union([z.literal(8), z.literal(16)]),
  bytes: z.int().nonnegative(),
  camera: z.string().nullable(),
  caption: z.string().nullable(),
  imported: z.string(),
  error: wireErrorSchema.nullable(),
  /** What a person should know of the file. */
  remarks: remarksSchema,
  albums: z.array(idSchema),
  tags: z.array(z.string()),
})
export type PhotoDetail = z.infer<typeof photoDetailSchema>

export const sortOrders = ['taken', 'name', 'imported'] as const
export const smartFilters = [
  'all',
  'uncoloured',
  'coloured',
  'failed',
  'favourites',
  'missing',
  'removed',
] as const

export const photoQuerySchema = z.object({
  smart: z.enum(smartFilters).default('all'),
  album: idSchema.optional(),
  folder: z.string().optional(),
  tag: z.string().optional(),
  /** Words, matched by their beginnings in name, folder, date, tags, camera and caption. */
  search: z.string().max(500).optional(),
  sort: z.enum(sortOrders).default('taken'),
  descending: z.boolean().default(true),
})
export type PhotoQuery = z.output<typeof photoQuerySchema>

const sliderShape = Object.fromEntries(
  Object.entries(sliders).map(([name, { min, max, usual }]) => [
    name,
    z.number().min(min).max(max).default(usual),
  ]),
) as Record<SliderName, z.ZodDefault<z.ZodNumber>>

/** How colours are applied; nothing here needs the network. */
export const adjustmentsSchema = z.object({
  ...sliderShape,
  upsampling: z.enum(['bilinear', 'edge-aware']).default('bilinear'),
})
export type Adjustments = z.output<typeof adjustmentsSchema>

export const recipeSchema = z.object({
  model: z.string().min(1),
  size: networkSizeSchema,
  /** Mean of the prediction and that of the mirrored photo: calmer, half as fast. */
  flipAveraged: z.boolean().default(false),
  hints: hintingSchema.shape.hints.default([]),
  /** Left out: `formerHintMethod`. */
  hintMethod: hintingSchema.shape.hintMethod,
  adjustments: adjustmentsSchema,
})
export type Recipe = z.output<typeof recipeSchema>

/** One colouring of one photo, which stays as it was made but for its name; the original is never altered. */
export const versionSchema = z.object({
  id: idSchema,
  photo: idSchema,
  name: z.string(),
  /** Hash of the a*b* map; `null` for a version that leaves the colours as they are. */
  map: z.string().nullable(),
  recipe: recipeSchema,
  /** Names the very weights that made the colours, beside the model's id in the recipe. */
  weights: z.string(),
  created: z.string(),
  current: z.boolean(),
})
export type Version = z.infer<typeof versionSchema>

/** What was developed on a photo and is in no version yet; a photo may have several, one a window. */
export const draftSchema = z.object({
  id: idSchema,
  photo: idSchema,
  /** Grows with every change. */
  revision: z.int().positive(),
  /** Names who changed it last: one line of work in one window. */
  writer: z.string(),
  /** The version it was developed from. */
  version: idSchema.nullable(),
  recipe: recipeSchema,
  weights: z.string(),
  /** Its colours, where a version had the same; otherwise they are computed from the recipe. */
  map: z.string().nullable(),
  changed: z.string(),
  /** Made for what the file held before it changed. */
  stale: z.boolean(),
})
export type Draft = z.infer<typeof draftSchema>

export const albumSchema = z.object({ id: idSchema, name: z.string(), photos: z.int().nonnegative() })
export const folderSchema = z.object({
  path: z.string(),
  photos: z.int().nonnegative(),
  watched: z.boolean(),
})
export const tagSchema = z.object({ name: z.string(), photos: z.int().nonnegative() })

/** Colours given last that are kept at hand. */
export const mostRecentColours = 10

export const settingsSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  language: z.enum(['system', 'en', 'de']).default('system'),
  engine: z.enum(engineChoices).default('auto'),
  size: networkSizeSchema.default(256),
  model: z.string().default(defaultModel),
  /** Thumbnails and previews may take this many megabytes. */
  cacheMegabytes: z.int().min(50).max(100_000).default(2000),
  /** Name of an exported file: `{name}`, `{date}`, `{model}`, `{number}`. */
  exportPattern: z.string().min(1).max(200).default('{name}'),
  gridHeight: z.int().min(80).max(480).default(180),
  /** Colours that hints were given, the last one first. */
  recentColours: z.array(paletteColourSchema).max(mostRecentColours).default([]),
  /** The palette that is at hand; it may be gone. */
  palette: idSchema.nullable().default(null),
})
export type Settings = z.output<typeof settingsSchema>

const { shape } = settingsSchema

/** Some of the settings. Without the defaults, which would fill in what a change leaves out. */
export const settingsChangeSchema = z
  .object({
    theme: shape.theme.unwrap(),
    language: shape.language.unwrap(),
    engine: shape.engine.unwrap(),
    size: shape.size.unwrap(),
    model: shape.model.unwrap(),
    cacheMegabytes: shape.cacheMegabytes.unwrap(),
    exportPattern: shape.exportPattern.unwrap(),
    gridHeight: shape.gridHeight.unwrap(),
    recentColours: shape.recentColours.unwrap(),
    palette: shape.palette.unwrap(),
  } satisfies Record<keyof Settings, z.ZodType>)
  .partial()

import { z } from 'zod'
import { wireErrorSchema } from '../errors.ts'
import { jobStates } from '../jobs.ts'
import { hasPossibleDepth, impossibleDepth } from '../output-formats.ts'
import { takenSchema } from '../taken.ts'
import { skipReasons } from './colorize.ts'
import {
  engineIds,
  engineInfoSchema,
  hintingSchema,
  hintSchema,
  longestAspect,
  modelNameSchema,
  networkSizeSchema,
  networkSizes,
} from './engine.ts'
import { finetuneCalls, finetuneRunSchema } from './finetune.ts'
import { encodingSchema, outputFormatSchema } from './imaging.ts'
import {
  albumSchema,
  draftSchema,
  folderSchema,
  idSchema,
  photoCellSchema,
  photoDetailSchema,
  photoQuerySchema,
  recipeSchema,
  settingsChangeSchema,
  settingsSchema,
  tagSchema,
  versionSchema,
} from './library.ts'
import { tunedSchema } from './model.ts'
import { openingCalls, openingSchema } from './opening.ts'
import { longestPaletteFile, paletteColoursSchema, paletteNameSchema, paletteSchema } from './palette.ts'
import { abMapSchema, lChannelSchema } from './pixels.ts'
import { remarksSchema } from './remarks.ts'

const nothing = z.object({})
const largest = Math.max(...networkSizes)
/** L as `develop.l` gives it: a larger one would hold the engine for minutes. */
const networkInputSchema = lChannelSchema.refine(
  ({ width, height }) =>
    Math.min(width, height) <= largest && Math.max(width, height) <= longestAspect * largest,
  { error: `L may have ${largest} pixels on its short side and ${longestAspect} times that on the other` },
)
/** Names what was done, for `library.undo`; `null` where nothing was changed by it. */
const actSchema = z.object({ act: idSchema.nullable() })
const ids = z.array(idSchema).min(1).max(200_000)
const versionName = z.string().max(200)
/** Weights that made colours, as a model or a version names them. */
const weights = z.string().min(1).max(400)
/** A draft as one window knows it. */
const knownDraft = z.object({
  id: idSchema,
  revision: z.int().positive(),
  /** Its line of work: what it wrote itself is never out of date. */
  writer: z.string().min(1).max(100),
})

const jobKinds = ['import', 'colorize', 'export'] as const

const batchSchema = z.object({
  id: idSchema,
  kind: z.enum(jobKinds),
  /** What the user started, in words: folder or album name, number of photos. */
  title: z.string(),
  created: z.string(),
  paused: z.boolean(),
  /** Its folders are still being searched: more jobs may come. */
  searching: z.boolean(),
  /** Files in its folders that are no pictures by their name, counted by ending. */
  leftOut: z.record(z.string(), z.int().positive()),
  counts: z.record(z.enum(jobStates), z.int().nonnegative()),
  /** Photos a second and seconds left; `null` before the first is through. */
  rate: z.number().nullable(),
  left: z.number().nullable(),
  /** Photos left alone because somebody adjusted them by hand. */
  adjusted: z.int().nonnegative(),
  /** Photos that it coloured, as long as that can be undone. */
  undoable: z.int().nonnegative(),
})
export type Batch = z.infer<typeof batchSchema>

const jobSchema = z.object({
  id: idSchema,
  batch: idSchema,
  state: z.enum(jobStates),
  photo: photoCellSchema.nullable(),
  path: z.string(),
  reason: z.enum(skipReasons).nullable(),
  error: wireErrorSchema.nullable(),
  /** File an export wrote. */
  output: z.string().nullable(),
  /** What a person should know of the photo, or of the file that was made of it. */
  remarks: remarksSchema,
})
export type JobRow = z.infer<typeof jobSchema>

const filesSchema = z.object({ files: z.int().nonnegative(), bytes: z.int().nonnegative() })

const deletionSchema = z.object({
  photos: z.int().nonnegative(),
  /** Copies in the library's own folder; other originals are never touched. */
  copies: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Photos of these that stay for now: a batch works on them, or they are not removed. */
  kept: z.int().nonnegative(),
})

/** A model as a list shows it. */
const modelSchema = z.object({
  id: z.string(),
  title: z.string(),
  revision: z.string(),
  shipped: z.boolean(),
  licence: z.string(),
  /** Names the very weights that colour now: another strength has another name. */
  weights: z.string(),
  /** Its network tells what looks alike: hints of reach `alike` can be given. */
  likeness: z.boolean(),
  tunable: z.boolean(),
  /** What fine-tuning says of itself; `null` for a model of its own weights. */
  tuned: tunedSchema.nullable(),
})
export type Model = z.infer<typeof modelSchema>

export const exportSettingsSchema = z
  .object({
    folder: z.string().min(1),
    format: outputFormatSchema,
    depth: z.union([z.literal(8), z.literal(16)]),
    /** `{name}`, `{date}`, `{model}`, `{number}`; collisions are numbered. */
    pattern: z.string().min(1).max(200),
    /** Dates, camera, captions of the original; off leaves only size, profile and Tintype's own provenance. */
    metadata: z.boolean(),
    /** Left out: as usual. */
    encoding: encodingSchema.optional(),
  })
  .refine(hasPossibleDepth, impossibleDepth)
export type ExportSettings = z.infer<typeof exportSettingsSchema>

/**
 * Every call that the renderer (and whoever else is a client of core) may make. Both transports,
 * Electron IPC and WebSocket, and the in-process client serve this one table; arguments are checked
 * where they enter core. Typed arrays travel as binary.
 */
export const appContract = {
  // Photos
  'photos.page': {
    args: z.object({
      query: photoQuerySchema,
      /** Cursor of an earlier answer; left out: from the beginning. */
      after: z.string().max(4000).optional(),
      limit: z.int().min(1).max(1000),
    }),
    result: z.object({ photos: z.array(photoCellSchema), next: z.string().nullable(), total: z.int() }),
  },
  /** Months with their counts, in the order of the query; month `null` is "no date". */
  'photos.months': {
    args: z.object({ query: photoQuerySchema }),
    result: z.object({ months: z.array(z.object({ month: z.string().nullable(), photos: z.int() })) }),
  },
  'photos.get': { args: z.object({ id: idSchema }), result: photoDetailSchema },
  /** All ids of a query, for "select all". */
  'photos.ids': { args: z.object({ query: photoQuerySchema }), result: z.object({ ids: z.array(idSchema) }) },
  'photos.favourite': { args: z.object({ ids, favourite: z.boolean() }), result: actSchema },
  /** `null`: nobody knows; what the file says comes back when it is read again. */
  'photos.date': { args: z.object({ ids, taken: takenSchema.nullable() }), result: actSchema },
  'photos.caption': { args: z.object({ id: idSchema, caption: z.string().max(4000) }), result: actSchema },
  'photos.tag': {
    args: z.object({ ids, tag: z.string().trim().min(1).max(100), on: z.boolean() }),
    result: actSchema,
  },
  /** Takes photos out of the library, or back in; files are never touched. */
  'photos.remove': { args: z.object({ ids, removed: z.boolean() }), result: actSchema },

  /** What `photos.deleteForGood` would delete of these. */
  'photos.deletion': { args: z.object({ ids }), result: deletionSchema },
  /**
   * Forgets removed photos with all that was made of them, and deletes the library's own copies of them. The one
   * act that cannot be undone. Photos that are not removed, or in a batch under way, stay.
   */
  'photos.deleteForGood': { args: z.object({ ids }), result: deletionSchema },

  // Places
  'albums.list': { args: nothing, result: z.object({ albums: z.array(albumSchema) }) },
  /** @param ids photos that go into it at once */
  'albums.create': {
    args: z.object({ name: z.string().trim().min(1).max(200), ids: ids.optional() }),
    result: albumSchema.extend(actSchema.shape),
  },
  'albums.rename': {
    args: z.object({ id: idSchema, name: z.string().trim().min(1).max(200) }),
    result: actSchema,
  },
  'albums.delete': { args: z.object({ id: idSchema }), result: actSchema },
  'albums.photos': { args: z.object({ id: idSchema, ids, on: z.boolean() }), result: actSchema },
  'folders.list': { args: nothing, result: z.object({ folders: z.array(folderSchema) }) },
  'folders.watch': { args: z.object({ path: z.string().min(1), watched: z.boolean() }), result: actSchema },
  'tags.list': { args: nothing, result: z.object({ tags: z.array(tagSchema) }) },

  'palettes.list': { args: nothing, result: z.object({ palettes: z.array(paletteSchema) }) },
  /** Under this name, or with a number where another has it. */
  'palettes.create': {
    args: z.object({ name: paletteNameSchema, colours: paletteColoursSchema }),
    result: paletteSchema.extend(actSchema.shape),
  },
  /** @param colours all that it shall hold */
  'palettes.change': {
    args: z.object({
      id: idSchema,
      name: paletteNameSchema.optional(),
      colours: paletteColoursSchema.optional(),
    }),
    result: actSchema,
  },
  'palettes.delete': { args: z.object({ id: idSchema }), result: actSchema },
  /** Writes a palette as a file of its own into a folder. @throws `output-unwritable`, `disk-full`. */
  'palettes.export': {
    args: z.object({ id: idSchema, folder: z.string().min(1) }),
    result: z.object({ path: z.string() }),
  },
  /** Takes the text of such a file. @throws `palette-unreadable`. */
  'palettes.import': {
    args: z.object({ text: z.string().max(longestPaletteFile) }),
    result: paletteSchema.extend(actSchema.shape),
  },
  /** The colours that hints of these photos gave, each once: of their newest drafts, else of the versions that are shown. */
  'palettes.gather': {
    args: z.object({ photos: ids }),
    result: z.object({ colours: z.array(hintSchema.pick({ name: true, a: true, b: true })) }),
  },

  // Develop
  /** L at network resolution for `predict`. @throws `file-*`, `picture-*`. */
  'develop.l': {
    args: z.object({ photo: idSchema, size: networkSizeSchema }),
    result: z.object({ l: lChannelSchema }),
  },
  /** L-channel tensor in, a*b* prediction out, and a key for `rehint`. */
  predict: {
    args: z.object({
      l: networkInputSchema,
      model: z.string().min(1),
      ...hintingSchema.shape,
      hints: hintingSchema.shape.hints.default([]),
      flipAveraged: z.boolean().default(false),
    }),
    result: z.object({ ab: abMapSchema, key: z.string(), ms: z.number() }),
  },
  /** Other hints, without the encoder. @throws `features-gone`: send L again with `predict`. */
  rehint: {
    args: z.object({ key: z.string(), ...hintingSchema.shape }),
    result: z.object({ ab: abMapSchema, key: z.string(), ms: z.number() }),
  },
  'versions.list': {
    args: z.object({ photo: idSchema }),
    result: z.object({ versions: z.array(versionSchema) }),
  },
  'versions.ab': { args: z.object({ id: idSchema }), result: z.object({ ab: abMapSchema }) },
  /**
   * Keeps a colouring and makes it the current one; the draft that it was is done with, unless somebody else
   * changed that since. @throws `file-unreadable` when the photo is another picture by now.
   */
  'versions.create': {
    args: z.object({
      photo: idSchema,
      /** Content hash of the picture that the colours were made of. */
      hash: z.string().min(1).max(128),
      name: versionName,
      recipe: recipeSchema,
      /** Left out: the model's of now. */
      weights: weights.optional(),
      ab: abMapSchema,
      /** The version it was developed from. */
      parent: idSchema.optional(),
      draft: knownDraft.optional(),
    }),
    result: versionSchema,
  },
  'versions.select': { args: z.object({ id: idSchema }), result: nothing },
  'versions.rename': { args: z.object({ id: idSchema, name: versionName.trim().min(1) }), result: actSchema },
  'versions.delete': { args: z.object({ id: idSchema }), result: actSchema },
  /** Model, size and adjustments of one version on other photos; hints belong to their photo and stay. */
  'versions.copy': {
    args: z.object({ from: idSchema, to: ids }),
    result: z.object({ batch: idSchema.nullable() }),
  },
  /** Drafts of a photo, the one changed last at the end. */
  'drafts.list': { args: z.object({ photo: idSchema }), result: z.object({ drafts: z.array(draftSchema) }) },
  /** Photos among these that have a draft. */
  'drafts.among': { args: z.object({ ids }), result: z.object({ photos: z.array(idSchema) }) },
  /** Colours of a draft that has some; `null` where they are to be computed. */
  'drafts.ab': { args: z.object({ id: idSchema }), result: z.object({ ab: abMapSchema.nullable() }) },
  /** Puts a draft on the disk. `outdated`: somebody else changed or took it since, and nothing was saved. */
  'drafts.save': {
    args: z.object({
      photo: idSchema,
      /** Content hash of the picture that is developed. */
      hash: z.string().min(1).max(128),
      writer: z.string().min(1).max(100),
      /** The draft that this changes; left out: a new one, or the one that this writer began. */
      draft: knownDraft.omit({ writer: true }).optional(),
      version: idSchema.nullable(),
      recipe: recipeSchema,
      weights,
    }),
    result: z.discriminatedUnion('state', [
      z.object({ state: z.literal('saved'), draft: draftSchema }),
      z.object({ state: z.literal('outdated') }),
    ]),
  },
  /** Takes a draft away, unless somebody else changed it since: the act is then `null`. */
  'drafts.discard': { args: knownDraft, result: actSchema },

  // Jobs
  /** Paths from a dialog or a drop: files and folders, folders with all that is in them. */
  'import.start': {
    args: z.object({ paths: z.array(z.string().min(1)).min(1).max(100_000), album: idSchema.optional() }),
    result: z.object({ batch: idSchema }),
  },
  /** The sample album, imported and coloured. */
  'import.samples': { args: nothing, result: z.object({ batch: idSchema }) },
  /** Never changes a version: photos that somebody adjusted are left alone (`adjusted`), the others get a version. */
  'colorize.start': {
    args: z.object({ ids, recipe: recipeSchema, recolour: z.boolean().default(false) }),
    result: z.object({ batch: idSchema }),
  },
  'export.preview': {
    args: z.object({ ids: z.array(idSchema).min(1).max(5), settings: exportSettingsSchema }),
    result: z.object({ names: z.array(z.string()) }),
  },
  'export.start': {
    args: z.object({
      ids,
      settings: exportSettingsSchema,
      /** Drafts become versions first, and the one changed last is exported. */
      keepDrafts: z.boolean().optional(),
    }),
    result: z.object({ batch: idSchema }),
  },
  'batches.list': { args: nothing, result: z.object({ batches: z.array(batchSchema) }) },
  'batches.jobs': {
    args: z.object({
      batch: idSchema,
      states: z.array(z.enum(jobStates)).optional(),
      after: idSchema.optional(),
      limit: z.int().min(1).max(500),
    }),
    result: z.object({ jobs: z.array(jobSchema) }),
  },
  'batches.pause': { args: z.object({ id: idSchema, paused: z.boolean() }), result: nothing },
  'batches.cancel': { args: z.object({ id: idSchema }), result: nothing },
  'batches.retry': { args: z.object({ id: idSchema }), result: nothing },
  /** Tries the damaged photos of a batch again, and takes what is there of them. */
  'batches.acceptDamaged': { args: z.object({ id: idSchema }), result: nothing },
  /** Moves a batch before the others that wait. */
  'batches.first': { args: z.object({ id: idSchema }), result: nothing },
  /** The same for the photos that it left alone: each gets a version beside those it has. */
  'batches.beside': { args: z.object({ id: idSchema }), result: z.object({ batch: idSchema.nullable() }) },
  /**
   * Takes out the versions that a batch made, where nobody built on them, and shows what was shown before.
   * What of a colouring is still to come is cancelled.
   */
  'batches.undo': {
    args: z.object({ id: idSchema }),
    result: z.object({
      /** Photos that are as before. */
      undone: z.int().nonnegative(),
      /** Photos left as they are. */
      left: z.int().nonnegative(),
    }),
  },
  'batches.clear': { args: z.object({ id: idSchema }), result: nothing },

  // The whole
  'settings.get': { args: nothing, result: settingsSchema },
  'settings.set': { args: settingsChangeSchema, result: settingsSchema },

  // Models
  'models.list': { args: nothing, result: z.object({ models: z.array(modelSchema) }) },
  /** How much of its own a fine-tuned model keeps over its base, 0..1. @throws `bad-request` for any other model. */
  'models.strength': {
    args: z.object({ id: z.string(), strength: z.number().min(0).max(1) }),
    result: nothing,
  },
  'models.rename': {
    args: z.object({ id: z.string(), title: modelNameSchema }),
    result: nothing,
  },
  /** Colourings made with it stay. @throws `bad-request` for a model that came with Tintype. */
  'models.remove': { args: z.object({ id: z.string() }), result: nothing },
  /** Writes a model as one file into a folder. @throws `output-unwritable`, `disk-full`. */
  'models.export': {
    args: z.object({ id: z.string(), folder: z.string().min(1) }),
    result: z.object({ path: z.string() }),
  },
  /** Installs a model from the file that an export wrote. @throws `model-*`, `bad-request`, `disk-full`. */
  'models.import': { args: z.object({ path: z.string().min(1) }), result: z.object({ id: z.string() }) },

  // Fine-tuning
  ...finetuneCalls,

  // The engine and the library
  ...openingCalls,
  'engine.info': {
    args: nothing,
    result: z.object({ info: engineInfoSchema, fallbackReason: wireErrorSchema.nullable() }),
  },
  /** Measures every engine for a few seconds each. */
  'engine.measure': {
    args: nothing,
    result: z.object({
      engines: z.array(
        z.object({
          engine: z.enum(engineIds),
          device: z.string().nullable(),
          perSecond: z.number().nullable(),
          missing: wireErrorSchema.nullable(),
        }),
      ),
    }),
  },
  /**
   * Writes a text that a person can read and send to who helps: versions, this computer, settings, the end of the
   * log. Answered without a library, too. @throws `output-unwritable`, `disk-full`.
   */
  'report.save': {
    args: z.object({ folder: z.string().min(1).max(32_767) }),
    result: z.object({ path: z.string() }),
  },
  /**
   * Gives back exactly what an act changed; the answer is an act in its turn. Acts can be undone in any
   * order, until the library is closed. @throws `undo-impossible` where something of it was changed since.
   */
  'library.undo': { args: z.object({ act: idSchema }), result: actSchema },
  /** Looks through the library's own files and for those of all photos. */
  'library.check': {
    args: nothing,
    result: z.object({
      /** Copies of originals that no photo names. */
      originals: filesSchema,
      /** Colours that no version names. */
      maps: filesSchema,
      /** Photos whose file is not there, with the first of their paths. */
      missing: z.object({ photos: z.int().nonnegative(), paths: z.array(z.string()).max(20) }),
      /** What nothing names may belong to a database that was set aside: it can be added, and is not deleted. */
      setAside: z.boolean(),
    }),
  },
  /** Deletes what `library.check` found that nothing names; nothing while a database that was set aside is kept. */
  'library.clean': { args: nothing, result: filesSchema },
  /** Imports the copies of originals that no photo names. */
  'library.adopt': { args: nothing, result: z.object({ batch: idSchema.nullable() }) },
  'library.info': {
    args: nothing,
    result: z.object({
      folder: z.string(),
      photos: z.int(),
      bytes: z.int(),
      cacheBytes: z.int(),
      /** Something the user has to know about how the library was opened. */
      notice: z.enum(['restored-from-backup', 'restored-empty']).nullable(),
      /** When the backup was made that it was restored from, ISO 8601; and where the former database lies now. */
      backup: z.string().nullable(),
      setAside: z.string().nullable(),
    }),
  },
}
export type AppContract = typeof appContract

/** What core tells on its own; state to draw, never control flow. */
export const appEvents = {
  /** Rows changed; `ids` absent means many: ask again. */
  'photos.changed': z.object({ ids: z.array(idSchema).max(1000).optional() }),
  'places.changed': z.object({}),
  'batches.changed': z.object({ batches: z.array(batchSchema) }),
  'settings.changed': settingsSchema,
  'opening.changed': openingSchema,
  'engine.changed': z.object({ info: engineInfoSchema }),
  'models.changed': z.object({}),
  'finetune.changed': z.object({ run: finetuneRunSchema.nullable() }),
  /** A worker died and was replaced, the disk is full, ...: told once, with advice. */
  notice: z.object({ error: wireErrorSchema }),
}
export type AppEvents = { [K in keyof typeof appEvents]: z.output<(typeof appEvents)[K]> }

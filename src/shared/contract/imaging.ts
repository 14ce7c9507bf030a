import { z } from 'zod'
import { outputFormats, tiffCompressions } from '../output-formats.ts'
import { takenSchema } from '../taken.ts'
import { networkSizeSchema } from './engine.ts'
import { abMapSchema, lChannelSchema, rgbSchema } from './pixels.ts'
import { remarksSchema } from './remarks.ts'

/** Photographs that are taken of one file at most: nobody meant to import ten thousand. */
export const photographsAtMost = 250

/**
 * A picture as the imaging process takes it: a path on this computer, an encoded file in memory, or a path and what is
 * wanted of the file. Without a page the first photograph is taken, and that there are others is remarked upon.
 */
export const pictureSchema = z.union([
  z.string().min(1),
  z.instanceof(Uint8Array),
  z.object({
    path: z.string().min(1),
    /** What is there of a damaged file is to be read. */
    acceptDamaged: z.literal(true).optional(),
    /** Place among the photographs of the file, from 0. */
    page: z
      .int()
      .min(0)
      .max(photographsAtMost - 1)
      .optional(),
  }),
])
export type Picture = z.infer<typeof pictureSchema>

export const outputFormatSchema = z.enum(outputFormats)

export const encodingSchema = z.object({
  quality: z.int().min(30).max(100).optional(),
  compression: z.enum(tiffCompressions).optional(),
  longSide: z.int().min(64).max(100_000).optional(),
})

/** `grey`: no colour at all; `toned`: sepia, cyanotype, a yellowed print; `colour`: a colour photograph. */
export const colourKinds = ['grey', 'toned', 'colour'] as const
export type ColourKind = (typeof colourKinds)[number]

/** Of the provenances that are written now; those of Tintype 0.1 hold no version and are of the first. */
export const provenanceVersion = 2

/**
 * What Tintype writes about itself into the XMP of each result: it is how a result is known again,
 * so that it is never taken for an original and never made twice.
 */
export const provenanceSchema = z.object({
  /** Which hash stands in `recipe`. */
  version: z.int().positive(),
  /** Names the original picture: SHA-256 of its file, hex; of another page than the first, of the file and the page. */
  source: z.string(),
  /** SHA-256 over everything that decides how the result looks, hex. */
  recipe: z.string(),
  /** Model id and revision, for people. */
  model: z.string(),
  /** Settings in words, for people. */
  settings: z.string(),
})
export type Provenance = z.infer<typeof provenanceSchema>

export const pictureInfoSchema = z.object({
  format: z.string(),
  /** Size in pixels after orientation is applied. */
  width: z.int().positive(),
  height: z.int().positive(),
  depth: z.union([z.literal(8), z.literal(16)]),
  /** Photographs in the file that can be asked for by `page`: pages of a TIFF; pictures of an animation are none. */
  pages: z.int().positive().max(photographsAtMost),
  /** What a person should know of it. */
  remarks: remarksSchema,
  /** Present when Tintype made this file. */
  provenance: provenanceSchema.optional(),
})
export type PictureInfo = z.infer<typeof pictureInfoSchema>

/** Of what is taken of a file's keywords, which become tags. */
export const keywordsAtMost = 200
export const keywordLength = 100

/** What the file itself, or the sidecar beside it, tells of the photo; `null` where it does not. */
const photoMetadataSchema = z.object({
  /** ISO 8601, as precise as it is known: `1912`, `1912-07`, `1912-07-14`, `1912-07-14T10:00:00`. */
  taken: z.string().nullable(),
  camera: z.string().nullable(),
  caption: z.string().nullable(),
  /** Keywords, and who is on it. */
  keywords: z.array(z.string().min(1).max(keywordLength)).max(keywordsAtMost),
})
export type PhotoMetadata = z.infer<typeof photoMetadataSchema>

/** A file as it was when it was read. */
export const fileIdentitySchema = z.object({
  /** SHA-256 of its bytes, hex. */
  hash: z.string(),
  bytes: z.int().nonnegative(),
  /** Milliseconds since 1970, whole. */
  modified: z.int(),
})
export type FileIdentity = z.infer<typeof fileIdentitySchema>

/** What a library keeps of a photo. */
const photoDescriptionSchema = pictureInfoSchema.extend({
  ...photoMetadataSchema.shape,
  /** EXIF orientation of the file, 1..8. */
  orientation: z.int().min(1).max(8),
  colour: z.enum(colourKinds),
  /** Where that was asked for. */
  file: fileIdentitySchema.optional(),
  /** WebP, at most about 100 KB, upright, inside 640 x 480 px. */
  thumbnail: z.instanceof(Uint8Array),
})
export type PhotoDescription = z.infer<typeof photoDescriptionSchema>

/** What a person says of a photo, to be written into its results. */
export const photoWordsSchema = z.object({
  caption: z.string().min(1).max(4000).optional(),
  taken: takenSchema.optional(),
  keywords: z.array(z.string().min(1).max(200)).max(1000),
  favourite: z.boolean(),
})
export type PhotoWords = z.infer<typeof photoWordsSchema>

export const composeSettingsSchema = z.object({
  /** How the small a*b* map grows to the photo's size. */
  upsampling: z.enum(['bilinear', 'edge-aware']),
})
export type ComposeSettings = z.infer<typeof composeSettingsSchema>

/** How a photo becomes a square for training: its largest centre square, or the whole of it, out of shape. */
export const photoFits = ['crop', 'stretch'] as const
export type PhotoFit = (typeof photoFits)[number]

export const sheetRowSchema = z.object({ truth: rgbSchema, predictions: z.array(abMapSchema).min(1).max(4) })
export type SheetRow = z.infer<typeof sheetRowSchema>

/** Calls that the imaging process answers. Every path is absolute. */
export const imagingContract = {
  /** Versions of the picture libraries and of ExifTool, where there is Perl for it, by name. */
  describe: { args: z.object({}), result: z.object({ versions: z.record(z.string(), z.string()) }) },
  /** How many photographs there are in a file, whether they can be read or not. @throws `file-*`. */
  countPages: {
    args: z.object({ path: z.string().min(1) }),
    result: z.object({ pages: z.int().positive().max(photographsAtMost) }),
  },
  /**
   * All that a library keeps of a photo, and its thumbnail; `identify`: with the hash of its file, which is then read
   * to its end. @throws `file-*`, `picture-*`.
   */
  describePhoto: {
    args: z.object({ picture: pictureSchema, identify: z.boolean().default(false) }),
    result: photoDescriptionSchema,
  },
  /** The photo upright in its own colours, at most 3 megapixels and 8192 px a side. @throws `file-*`, `picture-*`. */
  preview: {
    args: z.object({ picture: pictureSchema }),
    result: z.object({ jpeg: z.instanceof(Uint8Array) }),
  },
  /**
   * The photo upright in tiles of 512 px, `folder/level/x_y.jpeg`; level 0 is full size, each level above
   * half of the one below. @throws `file-*`, `picture-*`.
   */
  cutTiles: {
    args: z.object({ picture: pictureSchema, folder: z.string().min(1) }),
    result: z.object({ levels: z.int().positive() }),
  },
  /**
   * A photo on the way to its colours, of one reading of its file: what it is, then, unless the answer to `identified`
   * is no, what the network sees of it. L has the photo's aspect, short side `size`, long side at most three times
   * that, faded scans stretched. @throws `file-*`, `picture-*`, those of the answer.
   */
  read: {
    args: z.object({
      picture: pictureSchema,
      size: networkSizeSchema,
      /** Hash the file. Left out for those whose hash is on record. */
      identify: z.boolean().default(false),
      /** Look whether every row is there, whether it has colours of its own, is a negative: once for each photo. */
      look: z.boolean().default(true),
    }),
    asks: {
      /** Whether to go on. `file` is there where it was asked for. */
      identified: {
        args: z.object({ info: pictureInfoSchema, file: fileIdentitySchema.optional() }),
        result: z.boolean(),
      },
    },
    result: z
      .object({
        l: lChannelSchema,
        /** Left out where nobody looked. */
        colour: z.enum(colourKinds).optional(),
        remarks: remarksSchema,
        ms: z.number(),
      })
      .nullable(),
  },
  /**
   * Makes a result: the photo's own lightness at full size with the upsampled a*b* map, encoded into a temporary file
   * and flushed; opened again and held against what was meant; then named `stem.extension`, or `stem-2.extension` and
   * so on where that is taken. Never overwrites; waits for each answer, and a failure of one leaves nothing behind.
   * @throws `file-*`, `picture-*`, `disk-full`, `output-*`, those of the answers.
   */
  finish: {
    args: z.object({
      picture: pictureSchema,
      ab: abMapSchema,
      settings: composeSettingsSchema,
      format: outputFormatSchema,
      depth: z.union([z.literal(8), z.literal(16)]),
      encoding: encodingSchema.default({}),
      provenance: provenanceSchema,
      /** Keep dates, camera, captions of the original; size, profile and the provenance are there anyhow. */
      metadata: z.boolean(),
      /** Written over what the original says, where metadata is kept. */
      words: photoWordsSchema.optional(),
      folder: z.string().min(1),
      stem: z.string().min(1),
      extension: z.string().min(1),
      /** A whole file under one of these names whose provenance has this source and one of these recipes is this very result. */
      known: z.array(z.string()),
      /** Such a file is whole where every pixel of it can be read. */
      inFull: z.boolean().default(false),
    }),
    asks: {
      /** It lies complete under a temporary name. */
      written: { args: z.object({}), result: z.object({}) },
      /** It is what was meant, and gets its name. */
      verified: { args: z.object({}), result: z.object({}) },
    },
    result: z.object({
      path: z.string(),
      /** False: the same result lay there already. */
      isNew: z.boolean(),
      width: z.int().positive(),
      height: z.int().positive(),
      bytes: z.int().positive(),
      /** What of the original is not in it. */
      remarks: remarksSchema,
      ms: z.object({ decode: z.number(), compose: z.number(), encode: z.number(), verify: z.number() }),
    }),
  },
  /**
   * Looks at a file that may be a result: its provenance, where it is one, and whether it goes to its end; `inFull`, whether
   * every pixel can be read. @throws `file-*`, `picture-*`.
   */
  finishedResult: {
    args: z.object({ path: z.string().min(1), inFull: z.boolean() }),
    result: z.object({ provenance: provenanceSchema.optional(), isWhole: z.boolean() }),
  },
  /** Removes what processes that ended have left half written in a folder. @throws `output-unwritable`. */
  sweep: { args: z.object({ folder: z.string().min(1) }), result: z.object({}) },
  /** Composes in memory, 8 bit, at the picture's own size: for measuring and previews of small pictures. */
  composePixels: {
    args: z.object({ picture: pictureSchema, ab: abMapSchema, settings: composeSettingsSchema }),
    result: rgbSchema,
  },
  /**
   * The largest centre square, brought down with Lanczos 3 to `size`, or to the largest multiple of
   * 32 that needs no enlarging: the truth of an evaluation, as pixels and as a lossless PNG.
   */
  centreSquare: {
    args: z.object({ picture: pictureSchema, size: z.int().min(32).max(1024) }),
    result: z.object({ rgb: rgbSchema, png: z.instanceof(Uint8Array) }),
  },
  /** Pairs of pictures side by side, one pair a cell, written as JPEG. For looking, not for keeping. */
  contactSheet: {
    args: z.object({
      pairs: z
        .array(z.tuple([pictureSchema, pictureSchema]))
        .min(1)
        .max(200),
      columns: z.int().min(1).max(10),
      cell: z.int().min(64).max(1024),
      output: z.string().min(1),
    }),
    result: z.object({ width: z.int(), height: z.int() }),
  },
  /**
   * A photo as a `size x size` square, whether it is in colour, and 64 bits (hex) by which near-copies
   * are known. @throws `file-*`, `picture-*`, `photos-unfit` when it is far too small.
   */
  trainingPhoto: {
    args: z.object({
      picture: pictureSchema,
      size: z.int().min(16).max(1024),
      fit: z.enum(photoFits),
    }),
    result: z.object({
      rgb: rgbSchema,
      colour: z.enum(colourKinds),
      fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
    }),
  },
  /**
   * A JPEG of equally large squares, a photo a row: grey, each prediction, the truth.
   * @throws `disk-full`, `output-unwritable`.
   */
  trainingSheet: {
    args: z.object({ rows: z.array(sheetRowSchema).min(1).max(32), output: z.string().min(1) }),
    result: z.object({ width: z.int(), height: z.int() }),
  },
}
export type ImagingContract = typeof imagingContract

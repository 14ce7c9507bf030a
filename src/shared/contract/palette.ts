import { z } from 'zod'
import { hintSchema } from './engine.ts'

const { a, b, name } = hintSchema.shape

/** A colour with a name, "Grandfather's uniform"; without one it goes by the material that it is like, in any language. */
export const paletteColourSchema = z.object({ name, a, b })
export type PaletteColour = z.infer<typeof paletteColourSchema>

/** In the order that a person gave them. */
export const mostPaletteColours = 200
export const paletteColoursSchema = z.array(paletteColourSchema).max(mostPaletteColours)

export const longestPaletteName = 200
export const paletteNameSchema = z.string().trim().min(1).max(longestPaletteName)

export const paletteSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  colours: paletteColoursSchema,
})
export type Palette = z.infer<typeof paletteSchema>

/**
 * A palette as a file that another library takes in. Where a colour has no `name`, `names` say for those who read it what it is
 * like in each language; they are not taken in.
 */
export const paletteFileSchema = z.object({
  format: z.literal('tintype-palette'),
  formatVersion: z.literal(1),
  name: paletteNameSchema,
  colours: paletteColoursSchema,
})
export type PaletteFile = z.infer<typeof paletteFileSchema>

/** Characters that the text of such a file has at most. */
export const longestPaletteFile = 100_000

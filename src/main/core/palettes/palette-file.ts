import { colourWords } from '../../../shared/colour/words.ts'
import {
  type Palette,
  type PaletteColour,
  type PaletteFile,
  paletteFileSchema,
} from '../../../shared/contract/palette.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { schemaIssues } from '../../../shared/schema-issues.ts'
import { type Language, languages } from '../../../shared/text/language.ts'

const format = paletteFileSchema.shape.format.value
const formatVersion = paletteFileSchema.shape.formatVersion.value

/** JSON that a person can read, and another library takes in. */
export function formatPalette({ name, colours }: Omit<Palette, 'id'>): string {
  const file: PaletteFile = { format, formatVersion, name, colours: colours.map(withNames) }
  return `${JSON.stringify(file, null, 2)}\n`
}

function withNames({ name, a, b }: PaletteColour): PaletteColour & { names?: Record<Language, string> } {
  if (name) return { name, a, b }
  const words = languages.map((language) => [language, colourWords({ a, b }, language)])
  return { names: Object.fromEntries(words) as Record<Language, string>, a, b }
}

/** @throws `palette-unreadable` for what is no palette, saying why. */
export function parsePalette(text: string): PaletteFile {
  const json = parsed(text)
  const { formatVersion: found } = (json ?? {}) as Partial<Record<keyof PaletteFile, unknown>>
  if (typeof found === 'number' && found > formatVersion) {
    throw unreadable('This palette is of a newer Tintype.')
  }
  const read = paletteFileSchema.safeParse(json)
  if (read.success) return read.data
  throw unreadable(`This file is no palette that can be read: ${schemaIssues(read.error)}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreadable('This file is no palette: it is not readable as JSON.', cause)
  }
}

function unreadable(message: string, cause?: unknown): TintypeError {
  return new TintypeError('palette-unreadable', message, { cause })
}

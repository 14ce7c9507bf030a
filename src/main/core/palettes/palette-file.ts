import { type Palette, type PaletteFile, paletteFileSchema } from '../../../shared/contract/palette.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { schemaIssues } from '../../../shared/schema-issues.ts'

/** JSON that a person can read, and another library takes in. */
export function writePaletteFile({ name, colours }: Palette): string {
  const file: PaletteFile = { format: 'tintype-palette', formatVersion: 1, name, colours }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** @throws `bad-request` for what is no palette, saying why. */
export function readPaletteFile(text: string): PaletteFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new TintypeError('bad-request', 'This file is no palette: it is not readable as JSON.', { cause })
  }
  const parsed = paletteFileSchema.safeParse(json)
  if (!parsed.success) {
    throw new TintypeError(
      'bad-request',
      `This file is no palette that this version of Tintype can read: ${schemaIssues(parsed.error)}`,
    )
  }
  return parsed.data
}

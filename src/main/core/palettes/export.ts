import { type Palette, paletteFileSchema } from '../../../shared/contract/palette.ts'
import { writeNew } from '../../files/atomic-write.ts'
import { fileName, numbered } from '../../files/file-name.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { formatPalette } from './palette-file.ts'

/**
 * Writes a palette into a folder, which is made if need be, called by its name, with a number where that is taken.
 * @returns path of the file
 * @throws `output-unwritable`, `disk-full`
 */
export async function exportPalette(palette: Palette, folder: string): Promise<string> {
  await makeFolder(folder)
  const names = numbered(`${fileName(palette.name) || paletteFileSchema.shape.format.value}.json`)
  return (await writeNew(folder, names, formatPalette(palette)))!
}

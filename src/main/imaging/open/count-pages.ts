import { photographsAtMost } from '../../../shared/contract/imaging.ts'
import { withBytes } from '../byte-source.ts'
import { choosePhotographs } from '../formats/tiff-choice.ts'
import { readTiff } from '../formats/tiff-directory.ts'
import { checkFile } from './check-file.ts'

/**
 * How many photographs there are in a file, whether they can be read or not; of what is no TIFF, one.
 * @throws `file-*`
 */
export async function countPages(path: string): Promise<number> {
  await checkFile(path)
  const tiff = await withBytes(path, readTiff)
  const pages = (tiff && choosePhotographs(tiff)?.photographs.length) ?? 1
  return Math.min(pages, photographsAtMost)
}

import type { ExportSettings } from '../../../shared/contract/app.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { fileName, shortened } from '../../files/file-name.ts'
import { longestStem, stemOf } from '../colorize/result-index.ts'

export interface NamedPhoto {
  /** File name of the original. */
  name: string
  /** Place among the photographs of its file, from 0. */
  page: number
  taken: string | null
  /** Id of the model that coloured it. */
  model: string
  /** Place among the exported ones, from 1. */
  number: number
}

/**
 * File name, without ending, of an exported photo. What no file name may hold is left out.
 * @throws `bad-request` where nothing is left.
 */
export function exportStem(pattern: ExportSettings['pattern'], photo: NamedPhoto): string {
  const parts: Record<string, string> = {
    name: stemOf(photo.name, photo.page),
    date: photo.taken?.slice(0, 10) ?? '',
    model: photo.model,
    number: String(photo.number).padStart(4, '0'),
  }
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole)
  const stem = shortened(fileName(filled.normalize('NFC')), '', longestStem)
  if (stem === '') {
    throw new TintypeError('bad-request', `The pattern "${pattern}" leaves no name for ${photo.name}.`)
  }
  return stem
}

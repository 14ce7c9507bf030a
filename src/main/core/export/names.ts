import type { ExportSettings } from '../../../shared/contract/app.ts'
import { TintypeError } from '../../../shared/errors.ts'
import {
  dateAs,
  filledPattern,
  type PatternField,
  patternFields,
  unknownField,
} from '../../../shared/export-pattern.ts'
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
  /** Name of its first album, and of the folder that it lies in. */
  album: string | undefined
  folder: string
  caption: string | null
  /** Place among the exported ones, from 1. */
  number: number
}

/** Bytes of a caption in a name. */
const longestCaption = 80

/** Requires that a pattern has no field that is none. @throws `bad-request` */
export function requirePattern(pattern: ExportSettings['pattern']): void {
  const unknown = unknownField(pattern)
  if (unknown === undefined) return
  const known = patternFields.map((field) => `{${field}}`).join(' ')
  throw new TintypeError('bad-request', `${unknown} is no field of a file name. There are: ${known}.`)
}

/**
 * File name, without ending, of an exported photo. What no file name may hold is left out.
 * @throws `bad-request` for a field that is none, and where nothing is left.
 */
export function exportStem(pattern: ExportSettings['pattern'], photo: NamedPhoto): string {
  requirePattern(pattern)
  const values: Record<PatternField, (form: string | undefined) => string> = {
    name: () => stemOf(photo.name, photo.page),
    date: (form = 'yyyy-mm-dd') => (photo.taken ? dateAs(form, photo.taken) : ''),
    year: () => photo.taken?.slice(0, 4) ?? '',
    album: () => photo.album ?? '',
    folder: () => photo.folder,
    model: () => photo.model,
    caption: () => shortened(photo.caption?.replace(/\s+/g, ' ') ?? '', '', longestCaption).trim(),
    counter: (digits = '1') => String(photo.number).padStart(Number(digits), '0'),
    number: () => String(photo.number).padStart(4, '0'),
  }
  const filled = filledPattern(pattern, (field, form) => values[field](form))
  const stem = shortened(fileName(filled.normalize('NFC')), '', longestStem)
  if (stem === '') {
    throw new TintypeError('bad-request', `The pattern "${pattern}" leaves no name for ${photo.name}.`)
  }
  return stem
}

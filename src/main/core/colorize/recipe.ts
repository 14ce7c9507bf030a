import { createHash } from 'node:crypto'
import type { ColorizeSettings } from '../../../shared/contract/colorize.ts'
import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { remarkEn } from '../../../shared/text/remarks.ts'

/** Raised when the same settings begin to give other pictures, so that old results are made anew. */
const compositionVersion = 1

/** SHA-256 over everything that decides how a result looks, given its original. */
export function recipeHash(settings: ColorizeSettings, weights: string): string {
  const { size, strength, upsampling, format, depth = 'source' } = settings
  const recipe = { compositionVersion, weights, size, strength, upsampling, format, depth }
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex')
}

/** The settings as a person would say them, for the note inside a result. */
export function describeSettings({ size, strength, upsampling }: ColorizeSettings): string {
  return `network size ${size} px, colour strength ${strength}, ${upsampling} upsampling`
}

/** The same, and what a result owes to damage that the user has accepted. */
export function withDamage(settings: string, remarks: readonly Remark[]): string {
  const damage = remarks.find(({ kind }) => kind === 'damaged')
  return damage ? `${settings}; ${remarkEn(damage)}` : settings
}

/** Why a photograph is left alone unless somebody says otherwise: it has colours of its own. */
export function ownColours(
  colour: ColourKind,
  remarks: readonly Remark[],
): 'coloured-marks' | 'already-colour' | undefined {
  if (remarks.some(({ kind }) => kind === 'coloured-marks')) return 'coloured-marks'
  return colour === 'colour' ? 'already-colour' : undefined
}

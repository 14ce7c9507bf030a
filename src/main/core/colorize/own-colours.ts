import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'

/** Why a photograph is left alone unless somebody says otherwise: it has colours of its own. */
export function ownColours(
  colour: ColourKind | undefined,
  remarks: readonly Remark[],
): 'coloured-marks' | 'already-colour' | undefined {
  if (remarks.some(({ kind }) => kind === 'coloured-marks')) return 'coloured-marks'
  return colour === 'colour' ? 'already-colour' : undefined
}

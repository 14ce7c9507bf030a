import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import type { Pixels } from '../pixels.ts'
import { classify } from './classify.ts'
import { looksNegative } from './negative.ts'

/** What the pixels themselves say of a photograph. @param pixels a small copy of it */
export async function assess(pixels: Pixels): Promise<{ colour: ColourKind; remarks: Remark[] }> {
  const { colour, marks } = await classify(pixels)
  const remarks: Remark[] = []
  if (marks > 0) remarks.push({ kind: 'coloured-marks', number: Math.max(1, Math.round(1000 * marks)) })
  if (colour !== 'colour' && (await looksNegative(pixels))) remarks.push({ kind: 'negative' })
  return { colour, remarks }
}

import { z } from 'zod'
import {
  type Hint,
  type HintMethod,
  hintMethods,
  type ModelReference,
} from '../../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import type { EvaluationTools } from '../tools.ts'
import { randomHints, type TrueSquare, trueHint, worstSpot } from './true-hints.ts'

/** `random`: at random spots; `worst`: each next one where most is wrong still, as a person would. */
export const hintProtocols = ['random', 'worst'] as const

const hintRowSchema = z.object({
  model: z.string(),
  protocol: z.enum(hintProtocols),
  method: z.enum(hintMethods),
  count: z.int().nonnegative(),
})
export type HintRow = z.infer<typeof hintRowSchema>

export const hintedPictureSchema = hintRowSchema.extend({ mseAb: z.number(), psnrRgb: z.number() })
export type HintedPicture = z.infer<typeof hintedPictureSchema>

/** Rows of a study of one model, each beside the one without hints. */
export function hintRows(
  { id: model }: ModelReference,
  counts: readonly number[],
  { takeHints }: Pick<EvaluationTools, 'takeHints'>,
): HintRow[] {
  const methods = hintMethods.filter((method) => method === 'field-1' || takeHints.has(model))
  return hintProtocols.flatMap((protocol) =>
    methods.flatMap((method) => counts.map((count) => ({ model, protocol, method, count }))),
  )
}

/** One picture with true hints, more and more of them, by every protocol and method. */
export async function studyHints(
  picture: { name: string; l: LChannel; truth: TrueSquare },
  model: ModelReference,
  { counts, seed }: { counts: readonly number[]; seed: number },
  tools: Pick<EvaluationTools, 'onOneEngine' | 'takeHints'>,
  measure: (ab: AbMap) => Promise<Pick<HintedPicture, 'mseAb' | 'psnrRgb'>>,
): Promise<HintedPicture[]> {
  const { name, l, truth } = picture
  const most = Math.max(...counts)
  const random = randomHints(truth, most, seed, name)
  return tools.onOneEngine(async (engine) => {
    const { ab: plain, key } = await engine.predict({ l, model })
    const unhinted = await measure(plain)
    const coloured = async (hints: Hint[], hintMethod: HintMethod): Promise<AbMap> =>
      hints.length === 0 ? plain : (await engine.rehint({ key, hints, hintMethod })).ab
    const found: HintedPicture[] = []
    let hints: Hint[] = []
    let ab = plain
    for (const row of hintRows(model, counts, tools)) {
      const { protocol, method, count } = row
      if (count < hints.length) [hints, ab] = [[], plain]
      if (protocol === 'random') {
        hints = random.slice(0, count)
        ab = await coloured(hints, method)
      }
      while (hints.length < count) {
        hints = [...hints, trueHint(truth, worstSpot(ab, truth, hints))]
        ab = await coloured(hints, method)
      }
      found.push({ ...row, ...(count === 0 ? unhinted : await measure(ab)) })
    }
    return found
  })
}

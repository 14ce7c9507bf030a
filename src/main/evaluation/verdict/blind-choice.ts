import { z } from 'zod'
import { Random } from '../../../shared/random.ts'
import { type BootstrapPlan, type Estimate, estimate, resampleMeans } from '../summary/bootstrap.ts'

const sides = ['left', 'right'] as const

/** One pair as a reader sees it. `candidate` is the side that holds the candidate: for the key alone. */
const blindPairSchema = z.object({ number: z.int().positive(), photo: z.string(), candidate: z.enum(sides) })
export type BlindPair = z.infer<typeof blindPairSchema>
export const blindKeySchema = z.array(blindPairSchema).min(2)

/** What a reader would rather hang up, by number of the pair. */
export type Answers = ReadonlyMap<number, 'left' | 'right' | 'tie'>

/** Mean share of the candidate that bars a model from shipping below it. */
const wanted = 0.55

export interface BlindResult {
  /** Share of choices for the candidate, 0..1, interval over photographs; a tie counts half. */
  preference: Estimate
  /** The same of each reader. */
  readers: number[]
  /** Mean at least .55, and the interval above .5. */
  passed: boolean
}

/** Every photograph twice, once in each order; the seed mixes them. */
export function blindPairs(photos: readonly string[], seed: number): BlindPair[] {
  const both = photos.flatMap((photo) => sides.map((candidate) => ({ photo, candidate })))
  return new Random('blind', seed).shuffled(both).map((pair, index) => ({ number: index + 1, ...pair }))
}

/**
 * Reads a reader's answers: a line `12 left`, `12 right` or `12 tie` for each pair; a comma will do as well.
 * @throws Error for a line of another kind, a number asked for twice, and an unanswered pair
 */
export function parseAnswers(text: string, key: readonly BlindPair[]): Answers {
  const answers = new Map<number, 'left' | 'right' | 'tie'>()
  for (const line of text.split('\n').filter((line) => line.trim() && !line.startsWith('#'))) {
    const [, number, answer] = /^\s*(\d+)[\s,]+(left|right|tie)\s*$/i.exec(line) ?? []
    if (!answer) throw new Error(`"${line}" is no answer; write for example: 12 left`)
    if (answers.has(Number(number))) throw new Error(`Pair ${number} is answered twice.`)
    answers.set(Number(number), answer.toLowerCase() as 'left')
  }
  const open = key.filter(({ number }) => !answers.has(number)).map(({ number }) => number)
  if (open.length > 0) throw new Error(`No answer for ${open.join(', ')}.`)
  return answers
}

/** @param readers answers to every pair of the key; at least one reader */
export function scoreBlind(
  key: readonly BlindPair[],
  readers: readonly Answers[],
  plan: BootstrapPlan,
): BlindResult {
  const shareOf = ({ number, candidate }: BlindPair, answers: Answers): number => {
    const answer = answers.get(number)
    return answer === 'tie' ? 0.5 : Number(answer === candidate)
  }
  const photos = Map.groupBy(key, ({ photo }) => photo)
  const shares = [...photos.values()].map((pairs) => ({
    share: mean(pairs.flatMap((pair) => readers.map((answers) => shareOf(pair, answers)))),
  }))
  const preference = estimate(resampleMeans(shares, plan), ({ share }) => share)
  return {
    preference,
    readers: readers.map((answers) => mean(key.map((pair) => shareOf(pair, answers)))),
    passed: preference.value >= wanted && preference.low > 0.5,
  }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

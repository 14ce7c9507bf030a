/**
 * Fits the weights by which negatives are known, on positives and on the same pictures with black and
 * white exchanged, and says how often they are wrong.
 *
 *     node scripts/fit-negative.ts PHOTOS... --measure OLD...
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Grey, greyOf, negativeFeatures } from '../src/main/imaging/assess/negative.ts'
import { setUpImageLibrary } from '../src/main/imaging/image-library.ts'
import { networkSizeOf } from '../src/main/imaging/network-size.ts'
import { decodeResized } from '../src/main/imaging/open/decode.ts'
import { openPicture } from '../src/main/imaging/open/open-picture.ts'

/** Features of pictures, and of the same pictures as negatives. */
type Pair = readonly [positive: number[], negative: number[]]

const decay = 0.01
const rounds = 1500
/** Every so manieth photo is kept aside to measure on. */
const heldOut = 4

async function pairOf(path: string): Promise<Pair> {
  const opened = await openPicture(path)
  const grey = await greyOf(await decodeResized(opened, networkSizeOf(opened, 256)))
  const inverted: Grey = { ...grey, data: grey.data.map((value) => 1 - value) }
  return [negativeFeatures(grey), negativeFeatures(inverted)]
}

/** Logistic regression without a constant: a picture and its negative have opposite scores. */
function fitted(pairs: readonly Pair[]): number[] {
  const length = pairs[0]?.[0].length ?? 0
  const deviations = Array.from({ length }, (_, i) => {
    const values = pairs.map(([positive]) => positive[i] ?? 0)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) + 1e-6
  })
  const scaled = pairs.flatMap(([positive, negative]) => [
    { x: positive.map((value, i) => value / (deviations[i] ?? 1)), y: 0 },
    { x: negative.map((value, i) => value / (deviations[i] ?? 1)), y: 1 },
  ])
  const weights = new Float64Array(length)
  const momentum = new Float64Array(length)
  for (let round = 0; round < rounds; round++) {
    const gradient = weights.map((weight) => decay * weight)
    for (const { x, y } of scaled) {
      const error = (1 / (1 + Math.exp(-dot(weights, x))) - y) / scaled.length
      for (let i = 0; i < length; i++) gradient[i] += error * x[i]
    }
    for (let i = 0; i < length; i++) {
      momentum[i] = 0.9 * momentum[i] + gradient[i]
      weights[i] -= 0.02 * momentum[i]
    }
  }
  return Array.from(weights, (weight, i) => Number((weight / (deviations[i] ?? 1)).toPrecision(3)))
}

function dot(weights: ArrayLike<number>, features: readonly number[]): number {
  return features.reduce((sum, feature, i) => sum + feature * (weights[i] ?? 0), 0)
}

function report(name: string, pairs: readonly Pair[], weights: readonly number[]): void {
  for (const threshold of [1, 1.25, 1.5, 1.75, 2, 2.5, 3]) {
    const share = (of: 0 | 1): string => {
      const above = pairs.filter((pair) => dot(weights, pair[of]) > threshold).length
      return `${((100 * above) / pairs.length).toFixed(1)} %`
    }
    console.log(
      `${name}, over ${threshold}: ${share(0)} of positives, ${share(1)} of negatives (${pairs.length})`,
    )
  }
}

async function pairsOf(paths: readonly string[]): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (const path of paths) pairs.push(await pairOf(path))
  return pairs
}

const { values, positionals } = parseArgs({
  options: { measure: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
})
setUpImageLibrary(1)
const photos = await pairsOf(positionals)
const weights = fitted(photos.filter((_, i) => i % heldOut > 0))
report(
  'photographs kept aside',
  photos.filter((_, i) => i % heldOut === 0),
  weights,
)
report('old photographs', await pairsOf(values.measure), weights)
writeFileSync(
  new URL('../src/main/imaging/assess/negative-weights.ts', import.meta.url),
  `/** Made by scripts/fit-negative.ts: one weight for each feature of negative.ts. */
export const negativeWeights: readonly number[] = ${JSON.stringify(weights)}\n`,
)

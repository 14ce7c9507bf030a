import { sliderNames, sliders } from './colour/sliders.ts'
import { formerHintMethod, type Hint, usualReach } from './contract/engine.ts'
import type { PhotoWords, Provenance } from './contract/imaging.ts'
import { type Adjustments, adjustmentsSchema, type Recipe } from './contract/library.ts'
import type { Encoding, OutputFormat } from './output-formats.ts'

/** The part of a recipe that needs the network, and the weights it is for where they are not those of today. */
export type ColourRecipe = Pick<Recipe, 'model' | 'size' | 'flipAveraged' | 'hints' | 'hintMethod'> & {
  weights?: string | undefined
}

/** How colours are applied before anybody moved a slider. */
export const usualAdjustments: Adjustments = adjustmentsSchema.parse({})

/** Two recipes with the same key give the same colours. */
export function colourKey({ model, size, flipAveraged, weights, ...hinting }: ColourRecipe): string {
  return JSON.stringify([model, size, flipAveraged, hintsKey(hinting), weights])
}

/** Two recipes with the same key look the same: colours and sliders. */
export function recipeKey(recipe: ColourRecipe & Pick<Recipe, 'adjustments'>): string {
  return colourKey(recipe) + adjustmentsKey(recipe.adjustments)
}

/**
 * Ways of composing, the one of today first. A new number is put in front when the same settings begin to give pixels
 * that differ by more than one 8-bit code; results of the former ones still count as made already.
 */
export const compositionVersions = [1] as const

/** What decides how a result looks, given its original. */
export interface ResultRecipe
  extends Pick<Recipe, 'size' | 'flipAveraged' | 'hints' | 'hintMethod' | 'adjustments'> {
  /** Names exactly the weights that colour. */
  weights: string
  format: OutputFormat
  /** Bits a channel. */
  depth: 8 | 16
  /** Dates, camera and captions of the original are kept. */
  metadata: boolean
  /** Where it is not the usual one. */
  encoding?: Encoding | undefined
  /** What somebody is known to have typed, and stands in the result; left out where there is none. */
  words?: Partial<PhotoWords> | undefined
}

/** Two results of one original with the same key are the same picture, whoever makes them. */
export function resultKey(
  {
    weights,
    size,
    flipAveraged,
    adjustments,
    format,
    depth,
    metadata,
    encoding,
    words,
    ...hinting
  }: ResultRecipe,
  compositionVersion: number = compositionVersions[0],
): string {
  return JSON.stringify([
    ...[compositionVersion, weights, size, flipAveraged, hintsKey(hinting)],
    ...[adjustmentValues(adjustments), format, depth, metadata],
    ...(words || encoding ? [words ?? {}] : []),
    ...(encoding ? [encoding] : []),
  ])
}

/**
 * Whether what was found in a file is this very result.
 * @param found its provenance, and whether the file goes to its end
 * @param source key of the original @param recipes what the provenance may hold as its recipe
 */
export function isResultOf(
  { provenance, isWhole }: { provenance?: Provenance | undefined; isWhole: boolean },
  source: string,
  recipes: readonly string[],
): boolean {
  return isWhole && provenance?.source === source && recipes.includes(provenance.recipe)
}

/** Whether somebody gave hints or moved a slider. */
export function isAdjusted({ hints, adjustments }: Recipe): boolean {
  return hints.length > 0 || adjustmentsKey(adjustments) !== adjustmentsKey(usualAdjustments)
}

/** Without a method, as before there was a choice, where there are no hints or they are the network's. */
function hintsKey({ hints, hintMethod = formerHintMethod }: Pick<Recipe, 'hints' | 'hintMethod'>) {
  const keys = hints.map(hintKey)
  return hints.length === 0 || hintMethod === formerHintMethod ? keys : [hintMethod, ...keys]
}

/** What a hint leaves at its usual is left out: pins of before there was a choice keep their keys. */
function hintKey({ x, y, radius, a, b, path, reach = usualReach, keeps }: Hint) {
  const line = path?.map((place) => [place.x, place.y])
  const more = { line, reach: reach === usualReach ? undefined : reach, keeps }
  const place = [x, y, radius, ...(keeps ? [] : [a, b])]
  return line || more.reach || keeps ? [...place, more] : place
}

function adjustmentsKey(adjustments: Adjustments): string {
  return JSON.stringify(adjustmentValues(adjustments))
}

/** A slider that stands where it is usual is left out: one that is new leaves the keys of before as they were. */
function adjustmentValues({ upsampling, ...values }: Adjustments) {
  const moved = sliderNames.filter((name) => values[name] !== sliders[name].usual)
  return [moved.map((name) => [name, values[name]]), upsampling]
}

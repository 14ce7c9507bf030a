import { type Adjustments, adjustmentsSchema, type Recipe } from './contract/library.ts'

/** The part of a recipe that needs the network, and the weights it is for where they are not those of today. */
export type ColourRecipe = Pick<Recipe, 'model' | 'size' | 'flipAveraged' | 'hints'> & {
  weights?: string | undefined
}

/** How colours are applied before anybody moved a slider. */
export const usualAdjustments: Adjustments = adjustmentsSchema.parse({})

/** Two recipes with the same key give the same colours. */
export function colourKey({ model, size, flipAveraged, hints, weights }: ColourRecipe): string {
  return JSON.stringify([
    model,
    size,
    flipAveraged,
    hints.map(({ x, y, radius, a, b }) => [x, y, radius, a, b]),
    weights,
  ])
}

/** Two recipes with the same key look the same: colours and sliders. */
export function recipeKey(recipe: ColourRecipe & Pick<Recipe, 'adjustments'>): string {
  return colourKey(recipe) + adjustmentsKey(recipe.adjustments)
}

/** Whether somebody gave hints or moved a slider. */
export function isAdjusted({ hints, adjustments }: Recipe): boolean {
  return hints.length > 0 || adjustmentsKey(adjustments) !== adjustmentsKey(usualAdjustments)
}

function adjustmentsKey({ strength, saturation, temperature, upsampling }: Adjustments): string {
  return JSON.stringify([strength, saturation, temperature, upsampling])
}

/** A name that none of the others has: the wanted one, or with the next number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const name = `${wanted} (${number})`
    if (!taken.includes(name)) return name
  }
}

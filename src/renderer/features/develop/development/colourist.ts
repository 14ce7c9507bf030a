import { LRUCache } from 'lru-cache'
import type { Hinting, NetworkSize } from '../../../../shared/contract/engine.ts'
import type { Recipe } from '../../../../shared/contract/library.ts'
import type { AbMap, LChannel } from '../../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../../shared/errors.ts'
import { type ColourRecipe, colourKey } from '../../../../shared/recipe.ts'
import type { Host } from '../../../lib/host/host.ts'

/** A recipe in the making. */
export interface DraftRecipe extends Recipe {
  /** Of a version whose model has changed since: those weights, whose colours only its map still holds. */
  weights?: string | undefined
}

/** Size of the network while something is dragged. */
export const quickSize: NetworkSize = 128

/** Reads the map that a version or a draft has of the recipe, if there is one. */
export type Stored = (recipe: ColourRecipe) => Promise<AbMap | undefined>

/** Maps of a photo that are kept at hand; a quarter of a megabyte each. */
const kept = 40

/**
 * Colours one photo. Of a recipe that differs from an earlier one only by its hints, the encoder is
 * not run again; when the engine no longer keeps the features, L is sent again.
 */
export class Colourist {
  readonly #client: Host['client']
  readonly #photo: number
  readonly #stored: Stored
  readonly #lightness = new Map<NetworkSize, Promise<LChannel>>()
  readonly #features = new Map<string, string>()
  readonly #maps = new LRUCache<string, AbMap>({ max: kept })

  constructor(client: Host['client'], photo: number, stored: Stored) {
    this.#client = client
    this.#photo = photo
    this.#stored = stored
  }

  /** Colours that are at hand. */
  known(recipe: ColourRecipe): AbMap | undefined {
    return this.#maps.get(colourKey(recipe))
  }

  /** L at the network's size. @throws `file-*`, `picture-*`. */
  lightness(size: NetworkSize): Promise<LChannel> {
    const known = this.#lightness.get(size)
    if (known) return known
    const asked = this.#client['develop.l']({ photo: this.#photo, size }).then(({ l }) => l)
    this.#lightness.set(size, asked)
    // A failure is not kept: the drive may be back.
    asked.catch(() => this.#lightness.delete(size))
    return asked
  }

  /** a*b* for a recipe. @throws those of `develop.l` and `predict`. */
  async colours(recipe: ColourRecipe): Promise<AbMap> {
    const known = this.known(recipe)
    if (known) return known
    const name = [recipe.model, recipe.size, recipe.flipAveraged].join(' ')
    const ab =
      (await this.#stored(recipe)) ??
      (await this.#rehint(name, recipe)) ??
      (await this.#predict(name, recipe))
    this.#maps.set(colourKey(recipe), ab)
    return ab
  }

  async #rehint(name: string, { hints, hintMethod }: Hinting): Promise<AbMap | undefined> {
    const key = this.#features.get(name)
    if (key === undefined) return undefined
    try {
      const answer = await this.#client.rehint({ key, hints, hintMethod })
      this.#features.set(name, answer.key)
      return answer.ab
    } catch (error) {
      if (!(error instanceof TintypeError && error.kind === 'features-gone')) throw error
      this.#features.delete(name)
      return undefined
    }
  }

  async #predict(
    name: string,
    { model, size, flipAveraged, hints, hintMethod }: ColourRecipe,
  ): Promise<AbMap> {
    const l = await this.lightness(size)
    const { ab, key } = await this.#client.predict({ l, model, hints, hintMethod, flipAveraged })
    this.#features.set(name, key)
    return ab
  }
}

import type { Recipe } from '../../../shared/contract/library.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import type { Library, StoredVersion } from '../library/index.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { WorkerPools } from '../workers/pools.ts'
import { coloursOf, lightnessOf } from './colours.ts'
import { looksOf } from './looks.ts'
import { modelFor } from './used-model.ts'

/** The colours of versions, made again where they are missing, damaged or of an earlier file. */
export class VersionColours {
  readonly #library: Library
  readonly #pools: WorkerPools
  readonly #files: CurrentFiles

  constructor(library: Library, pools: WorkerPools, files: CurrentFiles) {
    this.#library = library
    this.#pools = pools
    this.#files = files
  }

  /**
   * @throws `bad-request` for an unknown version, or one without colours; where it is made again, those of reading and
   * predicting.
   */
  async of(id: number): Promise<AbMap> {
    const version = this.#library.versions.get(id)
    const stored = this.#library.versions.map(id)
    if (stored.state === 'present' && !version.stale) return stored.ab
    return this.#makeAgain(version)
  }

  async #makeAgain({ id, photo, recipe }: StoredVersion): Promise<AbMap> {
    const { reference, origin } = await modelFor(recipe.model)
    const file = await this.#files.read(photo)
    const settings = { ...recipe, model: reference }
    const looks = looksOf(this.#library, photo)
    const { ab } = await coloursOf(pictureOf(file), settings, this.#pools.onScreen, looks)
    this.#files.requireSame(file)
    this.#library.versions.setMap(id, ab, origin)
    return ab
  }

  /** L of a photo at network size, for the screen. @throws `file-*`, `picture-*`. */
  async lightness(photo: number, size: Recipe['size']): Promise<LChannel> {
    return lightnessOf(pictureOf(await this.#files.read(photo)), size, this.#pools.onScreen)
  }
}

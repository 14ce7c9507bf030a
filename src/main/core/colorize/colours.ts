import type { ModelPlace } from '../../../shared/contract/engine.ts'
import type { Recipe } from '../../../shared/contract/library.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import type { Library, ModelOrigin, PhotoFile, StoredVersion } from '../library/index.ts'
import { findModel } from '../models/registry.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { WorkerPools } from '../workers/pools.ts'
import { predictColours } from './prediction.ts'

/** A model as predictions and versions need it. */
export interface UsedModel {
  place: ModelPlace
  origin: ModelOrigin
  title: string
}

/** Errors: `model-missing`, `model-damaged`, `model-foreign`. */
export async function modelFor(wanted: string): Promise<UsedModel> {
  const { file, place, identity, shipped } = await findModel(wanted)
  return {
    place,
    origin: { revision: file.revision, weights: identity, own: !shipped },
    title: file.title,
  }
}

/**
 * Where colours come from that are kept under the weights that made them: those of a model that changed or
 * was removed since are known from a version that has them, or by their name alone.
 * Errors: `model-*` where no weights are named.
 */
export async function originOf(
  model: string,
  weights: string | undefined,
  versions: readonly StoredVersion[],
): Promise<ModelOrigin> {
  const known = versions.find(({ origin, recipe }) => recipe.model === model && origin.weights === weights)
  if (known) return known.origin
  try {
    const { origin } = await modelFor(model)
    return { ...origin, ...(weights !== undefined && { weights }) }
  } catch (thrown) {
    if (weights === undefined) throw thrown
    return { revision: '', weights, own: true }
  }
}

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

  /** Errors: `bad-request` for an unknown version, or one without colours; where it is made again, those of reading and predicting. */
  async of(id: number): Promise<AbMap> {
    const version = this.#library.versions.get(id)
    const stored = this.#library.versions.map(id)
    if (stored.state === 'present' && !version.stale) return stored.ab
    return this.#makeAgain(version)
  }

  async #makeAgain({ id, photo, recipe }: StoredVersion): Promise<AbMap> {
    const { place, origin } = await modelFor(recipe.model)
    const file = await this.#files.read(photo)
    const l = await this.#lightnessOf(file, recipe.size)
    const { ab } = await this.#pools.predictAtOnce((engine) =>
      predictColours(engine, l, place, recipe.hints, recipe.flipAveraged),
    )
    this.#files.requireSame(file)
    this.#library.versions.setMap(id, ab, origin)
    return ab
  }

  /** L of a photo at network size, for the screen. Errors: `file-*`, `picture-*`. */
  async lightness(photo: number, size: Recipe['size']): Promise<LChannel> {
    return this.#lightnessOf(await this.#files.read(photo), size)
  }

  async #lightnessOf(file: PhotoFile, size: Recipe['size']): Promise<LChannel> {
    return (await this.#pools.view((client) => client.prepare({ picture: pictureOf(file), size }))).l
  }
}

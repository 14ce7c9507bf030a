import type { AppEvents, Batch } from '../../shared/contract/app.ts'
import type { AppEventListener } from '../../shared/contract/app-server.ts'
import { toWireError } from '../../shared/errors.ts'

/** Changes are gathered this long, ms: a batch tells of every photo. */
const gather = 200
/** More ids than this are told as "many". */
const mostIds = 1000

/** Tells clients what changed, gathered, so that a fast batch does not flood them. */
export class AppEventHub {
  readonly #listeners = new Set<AppEventListener>()
  readonly #batchesOf: (ids: number[]) => Batch[]
  #photos = new Set<number>()
  #manyPhotos = false
  #places = false
  #batches = new Set<number>()
  #timer: NodeJS.Timeout | undefined

  /** @param batchesOf reads batches as they are when they are told of */
  constructor(batchesOf: (ids: number[]) => Batch[]) {
    this.#batchesOf = batchesOf
  }

  subscribe = (listener: AppEventListener): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** @param ids left out: many */
  photosChanged(ids?: readonly number[]): void {
    if (ids) for (const id of ids) this.#photos.add(id)
    else this.#manyPhotos = true
    this.#soon()
  }

  placesChanged(): void {
    this.#places = true
    this.#soon()
  }

  batchChanged(id: number): void {
    this.#batches.add(id)
    this.#soon()
  }

  tell<K extends keyof AppEvents>(name: K, payload: AppEvents[K]): void {
    for (const listener of this.#listeners) listener(name, payload)
  }

  notice(thrown: unknown): void {
    this.tell('notice', { error: toWireError(thrown) })
  }

  /** Tells what is still to be told, and no more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#flush()
    this.#listeners.clear()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#flush(), gather)
    this.#timer.unref()
  }

  #flush(): void {
    const [photos, many, places, batches] = [this.#photos, this.#manyPhotos, this.#places, this.#batches]
    this.#timer = undefined
    this.#photos = new Set()
    this.#batches = new Set()
    this.#manyPhotos = false
    this.#places = false
    if (many || photos.size > mostIds) this.tell('photos.changed', {})
    else if (photos.size > 0) this.tell('photos.changed', { ids: [...photos] })
    if (places) this.tell('places.changed', {})
    if (batches.size > 0) this.tell('batches.changed', { batches: this.#batchesOf([...batches]) })
  }
}

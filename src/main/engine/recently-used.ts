/** Keeps the last few values by key and disposes of the one that was unused for longest. */
export class RecentlyUsed<V> {
  readonly #kept = new Map<string, V>()
  readonly #limit: number
  readonly #dispose: (value: V) => void

  constructor(limit: number, dispose: (value: V) => void) {
    this.#limit = limit
    this.#dispose = dispose
  }

  /** The value, which counts as used now. */
  get(key: string): V | undefined {
    const value = this.#kept.get(key)
    if (value !== undefined) {
      this.#kept.delete(key)
      this.#kept.set(key, value)
    }
    return value
  }

  add(key: string, value: V): void {
    this.#drop(key)
    this.#kept.set(key, value)
    if (this.#kept.size > this.#limit) this.#drop(this.#kept.keys().next().value!)
  }

  #drop(key: string): void {
    const value = this.#kept.get(key)
    if (value === undefined) return
    this.#kept.delete(key)
    this.#dispose(value)
  }
}

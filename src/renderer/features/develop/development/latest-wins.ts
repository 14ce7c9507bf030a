/**
 * Does one piece of work at a time and, of what is asked meanwhile, only the newest: a drag asks
 * faster than any network answers.
 */
export class Latest<Input, Output> {
  readonly #work: (input: Input) => Promise<Output>
  readonly #onSettled: (outcome: { result: Output } | { error: unknown }, more: boolean) => void
  #waiting: { input: Input } | undefined
  #busy = false

  /** `onSettled` hears of every end, and whether more waits. */
  constructor(
    work: (input: Input) => Promise<Output>,
    onSettled: (outcome: { result: Output } | { error: unknown }, more: boolean) => void,
  ) {
    this.#work = work
    this.#onSettled = onSettled
  }

  ask(input: Input): void {
    this.#waiting = { input }
    if (!this.#busy) void this.#run()
  }

  /** Forgets what waits; what is under way still settles. */
  drop(): void {
    this.#waiting = undefined
  }

  async #run(): Promise<void> {
    this.#busy = true
    while (this.#waiting) {
      const { input } = this.#waiting
      this.#waiting = undefined
      const outcome = await this.#work(input).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      )
      this.#onSettled(outcome, this.#waiting !== undefined)
    }
    this.#busy = false
  }
}

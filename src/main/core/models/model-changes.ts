import PQueue from 'p-queue'
import type { AppEventHub } from '../events.ts'

/**
 * Changes of the models that are installed, one at a time whoever makes them: two that begin together would
 * take the same name, or one would sweep away the base that the other stands on.
 */
export class ModelChanges {
  readonly #oneAtATime = new PQueue({ concurrency: 1 })
  readonly #events: Pick<AppEventHub, 'tell'>

  constructor(events: Pick<AppEventHub, 'tell'>) {
    this.#events = events
  }

  /** Makes a change and tells everybody. @throws those of `work`, and nobody is told. */
  make = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await this.alone(work)
    this.#events.tell('models.changed', {})
    return done
  }

  /** For what changes nothing, but must not see half of a change. */
  alone = <T>(work: () => Promise<T>): Promise<T> => this.#oneAtATime.add(work)
}

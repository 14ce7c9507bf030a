import { TintypeError } from '../../../shared/errors.ts'

/**
 * Runs `task` over items as they come, `limit` at a time. The first failure ends it, and so does
 * `signal`, with `cancelled`.
 */
export async function concurrently<T>(
  items: AsyncGenerator<T>,
  limit: number,
  task: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  // All loops draw from the same generator; when one throws, it is closed for the others too.
  const loop = async (): Promise<void> => {
    for await (const item of items) {
      if (signal?.aborted) throw new TintypeError('cancelled', 'The evaluation was cancelled.')
      await task(item)
    }
  }
  await Promise.all(Array.from({ length: limit }, loop))
}

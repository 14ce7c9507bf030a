import PQueue from 'p-queue'
import { TintypeError } from '../../../shared/errors.ts'

/**
 * Runs `task` over items as they come, `concurrency` at a time; an item is drawn when the one before it has begun.
 * The first failure ends it, and so does `signal`, with `cancelled`.
 */
export async function concurrently<T>(
  items: AsyncGenerator<T>,
  concurrency: number,
  task: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const queue = new PQueue({ concurrency })
  const failed = queue.onError()
  failed.catch(() => queue.clear())
  for await (const item of items) {
    if (signal?.aborted) throw new TintypeError('cancelled', 'The evaluation was cancelled.')
    queue.add(() => task(item)).catch(() => {})
    await Promise.race([failed, queue.onSizeLessThan(1)])
  }
  await Promise.race([failed, queue.onIdle()])
}

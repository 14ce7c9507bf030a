import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { type BatchStarter, batchTitle } from '../jobs/batch-starter.ts'
import type { Library } from '../library/index.ts'

/** The call that colours photos in a batch. */
export function colorizeHandlers({ photos }: Library, batches: BatchStarter) {
  return {
    'colorize.start': ({ ids, recipe, recolour }) => {
      const wanted = [...new Set(ids)]
      const tasks = wanted.map((photo) => ({ kind: 'colorize' as const, photo, recipe, recolour }))
      return { batch: batches.start('colorize', batchTitle(photos.firstName(wanted), wanted.length), tasks) }
    },
  } satisfies Partial<Handlers<AppContract>>
}

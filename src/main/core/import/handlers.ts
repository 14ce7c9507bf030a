import { basename } from 'node:path'
import type { AppContract } from '../../../shared/contract/app.ts'
import { adjustmentsSchema } from '../../../shared/contract/library.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import { samplePhotos } from '../files/sample-photos.ts'
import { type BatchStarter, batchTitle } from '../jobs/batch-starter.ts'
import type { Library } from '../library/index.ts'

const samplesAlbum = 'Sample album'

/** Calls that take photos into the library. */
export function importHandlers(
  { library, events }: { library: Library; events: AppEventHub },
  batches: BatchStarter,
) {
  return {
    'import.start': ({ paths, album }) => ({
      batch: batches.startImport(batchTitle(basename(paths[0] ?? ''), paths.length), {
        paths,
        ...(album !== undefined && { album }),
      }),
    }),
    'import.samples': async () => {
      const paths = await samplePhotos()
      const { model, size } = library.settings.all()
      const recipe = { model, size, flipAveraged: false, hints: [], adjustments: adjustmentsSchema.parse({}) }
      const known = library.albums.list().find(({ name }) => name === samplesAlbum)
      const album = known?.id ?? library.albums.create(samplesAlbum)
      events.placesChanged()
      return { batch: batches.startImport(samplesAlbum, { paths, album, recipe }) }
    },
  } satisfies Partial<Handlers<AppContract>>
}

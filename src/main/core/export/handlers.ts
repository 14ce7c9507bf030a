import type { AppContract, ExportSettings } from '../../../shared/contract/app.ts'
import { formatTraits } from '../../../shared/output-formats.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { requireFullPath } from '../files/require-full-path.ts'
import { type BatchStarter, batchTitle } from '../jobs/batch-starter.ts'
import type { Library } from '../library/index.ts'
import { namedPhoto } from './named-photo.ts'
import { exportStem, requirePattern } from './names.ts'

/** Calls that write photos as files. */
export function exportHandlers(library: Library, batches: BatchStarter) {
  const nameOf = (id: number, index: number, settings: ExportSettings): string => {
    const detail = library.photos.detail(id)
    const { version } = detail
    const model = version ? library.versions.get(version.id).recipe.model : library.settings.all().model
    const stem = exportStem(settings.pattern, namedPhoto(detail, library, { model, number: index + 1 }))
    return `${stem}.${formatTraits[settings.format].ending}`
  }
  return {
    'export.preview': ({ ids, settings }) => ({
      names: [...new Set(ids)].map((id, index) => nameOf(id, index, settings)),
    }),
    'export.start': ({ ids, settings, keepDrafts = false }) => {
      requireFullPath(settings.folder)
      requirePattern(settings.pattern)
      const photos = [...new Set(ids)]
      const tasks = photos.map((photo, index) => ({
        ...{ kind: 'export' as const, photo, settings, keepDrafts, number: index + 1 },
      }))
      return {
        batch: batches.start('export', batchTitle(library.photos.firstName(photos), photos.length), tasks),
      }
    },
  } satisfies Partial<Handlers<AppContract>>
}

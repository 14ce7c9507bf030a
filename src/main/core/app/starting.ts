import { basename, isAbsolute } from 'node:path'
import type { AppContract, ExportSettings } from '../../../shared/contract/app.ts'
import { adjustmentsSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { Batches } from '../batches/batches.ts'
import { extensions } from '../colorize/results.ts'
import { exportStem } from '../export/names.ts'
import { samplePhotos } from '../files/sample-photos.ts'
import type { AppContext } from './context.ts'

const samplesAlbum = 'Sample album'

/** Calls that start batches. */
export function startingHandlers({ library, events }: AppContext, batches: Batches) {
  const nameOf = (id: number, index: number, settings: ExportSettings): string => {
    const { name, taken, version } = library.photos.detail(id)
    const model = version ? library.versions.get(version.id).recipe.model : library.settings.all().model
    const stem = exportStem(settings.pattern, { name, taken, model, number: index + 1 })
    return `${stem}.${extensions[settings.format]}`
  }
  return {
    'import.start': ({ paths, album }) => ({
      batch: batches.startImport(titleOf(paths.map((path) => basename(path))), {
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
    'colorize.start': ({ ids, recipe, recolour }) => {
      const photos = [...new Set(ids)]
      const tasks = photos.map((photo) => ({ kind: 'colorize' as const, photo, recipe, recolour }))
      return { batch: batches.start('colorize', titleOf(namesOf(photos)), tasks) }
    },
    'export.preview': ({ ids, settings }) => ({
      names: ids.map((id, index) => nameOf(id, index, settings)),
    }),
    'export.start': ({ ids, settings, keepDrafts = false }) => {
      if (!isAbsolute(settings.folder)) {
        throw new TintypeError('bad-request', `"${settings.folder}" is no full path of a folder.`)
      }
      const photos = [...new Set(ids)]
      const tasks = photos.map((photo, index) => ({
        ...{ kind: 'export' as const, photo, settings, keepDrafts, number: index + 1 },
      }))
      return { batch: batches.start('export', titleOf(namesOf(photos)), tasks) }
    },
  } satisfies Partial<Handlers<AppContract>>

  /** The first name stands for all. */
  function namesOf(ids: number[]): string[] {
    const [first] = library.photos.cells(ids.slice(0, 1))
    return ids.map(() => first?.name ?? '')
  }
}

/** Names, not words: a title is the same in every language. */
function titleOf(names: string[]): string {
  const [first = ''] = names
  return names.length > 1 ? `${first} + ${names.length - 1}` : first
}

import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { BatchStarter } from '../jobs/batch-starter.ts'
import type { Library } from '../library/index.ts'
import type { Originals } from '../photos/originals.ts'

/** How many photos without their file are named. */
const named = 20

/** Calls about the files in the library's own folder, and about photos that leave it for good. */
export function ownFileHandlers(
  { library, originals, events }: { library: Library; originals: Originals; events: AppEventHub },
  batches: BatchStarter,
) {
  const { photos, maps } = library

  const missing = async (): Promise<string[]> => {
    const paths: string[] = []
    const changed = { gone: [] as number[], back: [] as number[] }
    for (const { id, path, state } of photos.files()) {
      const isThere = (await stat(path).catch(() => undefined)) !== undefined
      if (!isThere) paths.push(path)
      if (!isThere && state === 'present') changed.gone.push(id)
      if (isThere && state === 'missing') changed.back.push(id)
    }
    photos.setMissing(changed.gone, true)
    photos.setMissing(changed.back, false)
    events.photosChanged([...changed.gone, ...changed.back])
    return paths
  }

  return {
    'photos.deletion': async ({ ids }) => {
      const leaving = photos.purgeable(ids)
      const files = await originals.unwanted(leaving, new Set(leaving.map(({ id }) => id)))
      return { photos: leaving.length, kept: new Set(ids).size - leaving.length, ...copiesOf(files) }
    },
    'photos.deleteForGood': async ({ ids }) => {
      // The rows first: cut short, files are left over, and none is missing.
      const purged = photos.purge({ ids })
      events.photosChanged()
      events.placesChanged()
      const files = await originals.discard(purged)
      return { photos: purged.length, kept: new Set(ids).size - purged.length, ...copiesOf(files) }
    },
    'library.check': async () => {
      const paths = await missing()
      return {
        originals: sum(await originals.orphans()),
        maps: sum(await sized(library.orphanedMaps())),
        missing: { photos: paths.length, paths: paths.slice(0, named) },
        setAside: library.hasSetAside(),
      }
    },
    'library.clean': async () => {
      if (library.hasSetAside()) return sum([])
      const files = await originals.discard(await originals.orphans())
      const colours = await sized(library.orphanedMaps())
      maps.discard(colours)
      return sum([...files, ...colours])
    },
    'library.adopt': async () => {
      const paths = (await originals.orphans()).map(({ path }) => path)
      return { batch: paths.length === 0 ? null : batches.startImport(basename(originals.folder), { paths }) }
    },
  } satisfies Partial<Handlers<AppContract>>
}

async function sized<File extends { path: string }>(files: File[]): Promise<(File & { bytes: number })[]> {
  return Promise.all(files.map(async (file) => ({ ...file, bytes: (await stat(file.path)).size })))
}

function sum(files: readonly { bytes: number }[]): { files: number; bytes: number } {
  return { files: files.length, bytes: files.reduce((total, { bytes }) => total + bytes, 0) }
}

function copiesOf(files: readonly { bytes: number }[]): { copies: number; bytes: number } {
  const { files: copies, bytes } = sum(files)
  return { copies, bytes }
}

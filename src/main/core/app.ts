import type { AppOptions, AppServer } from '../../shared/contract/app-server.ts'
import type { EngineChoice } from '../../shared/contract/engine.ts'
import { TintypeError } from '../../shared/errors.ts'
import { albumHandlers } from './albums/handlers.ts'
import { Batches } from './batches/batches.ts'
import { batchHandlers } from './batches/handlers.ts'
import { colorizeHandlers } from './colorize/handlers.ts'
import { VersionColours } from './colorize/version-colours.ts'
import { draftHandlers } from './develop/draft-handlers.ts'
import { developHandlers } from './develop/handlers.ts'
import { versionHandlers } from './develop/version-handlers.ts'
import { doctorHandlers } from './doctor/handlers.ts'
import { AppEventHub } from './events.ts'
import { ExportFolders } from './export/export-folders.ts'
import { exportHandlers } from './export/handlers.ts'
import { defaultLibrary } from './files/paths.ts'
import { Finetuning } from './finetune/app-finetuning.ts'
import { finetuneHandlers } from './finetune/handlers.ts'
import { importHandlers } from './import/handlers.ts'
import { WatchedFolders } from './import/watched-folders.ts'
import { appJobs } from './jobs/tasks.ts'
import { type Library, type OpenOptions, openLibrary } from './library/index.ts'
import { modelHandlers } from './models/handlers.ts'
import { clearModelLeftovers } from './models/install.ts'
import { ModelChanges } from './models/model-changes.ts'
import { paletteHandlers } from './palettes/handlers.ts'
import { CurrentFiles } from './photos/current-files.ts'
import { photoHandlers } from './photos/handlers.ts'
import { clearLeftovers, Originals } from './photos/originals.ts'
import { PictureCache } from './pictures/cache.ts'
import { Resources } from './pictures/resources.ts'
import { settingsHandlers } from './settings/handlers.ts'
import { upkeepHandlers } from './upkeep/handlers.ts'
import { ownFileHandlers } from './upkeep/own-files.ts'
import { cores } from './workers/plans.ts'
import { WorkerPools } from './workers/pools.ts'

export interface OpenAppOptions extends AppOptions {
  /** Left out: as the library's settings say. */
  engine?: EngineChoice
  /** Photographs in work at the same time; left out: one core is left for the screen. */
  jobs?: number
  /** The user agrees to an empty library where this one cannot be opened and no backup is good. */
  startEmpty?: boolean | undefined
  /** The user wants this backup, by its name or number, to be the library. */
  restore?: string | undefined
}

/**
 * Opens a library with everything that works on it, and goes on with what an earlier run left.
 * @throws `library-*`, `file-unreadable`, `disk-full`, `bad-request` for a backup that is not there.
 */
export async function openApp(options: OpenAppOptions = {}): Promise<AppServer> {
  const { startEmpty = false, restore } = options
  try {
    return await openOnce(options, { startAnew: startEmpty, ...(restore !== undefined && { restore }) })
  } catch (thrown) {
    if (!(thrown instanceof MetWhileStarting)) throw thrown
    // The library is on record as one that met damage: this time it is looked at closely, and mended.
    return openOnce(options, { startAnew: startEmpty })
  }
}

/** Damage that was met after the library was opened. */
class MetWhileStarting extends TintypeError {}

async function openOnce(options: OpenAppOptions, opening: OpenOptions): Promise<AppServer> {
  const library = await openLibrary(options.library ?? defaultLibrary, opening)
  try {
    return await assemble(library, options)
  } catch (thrown) {
    await library.close()
    if (thrown instanceof TintypeError && thrown.kind === 'library-damaged') {
      throw new MetWhileStarting(thrown.kind, thrown.message, { cause: thrown })
    }
    throw thrown
  }
}

async function assemble(library: Library, options: OpenAppOptions): Promise<AppServer> {
  await clearModelLeftovers()
  const atOnce = options.jobs ?? Math.max(1, Math.min(4, cores - 1))
  const jobs = library.jobs(appJobs)
  const events: AppEventHub = new AppEventHub((ids) => batches.view(ids))
  const originals = new Originals(library, jobs, (thrown) => events.notice(thrown))
  await clearLeftovers(originals.folder)
  const pools = new WorkerPools(options.engine ?? library.settings.all().engine, atOnce, (info) =>
    events.tell('engine.changed', { info }),
  )
  const cache = new PictureCache(
    library.layout.thumbnails,
    () => library.settings.all().cacheMegabytes * 2 ** 20,
  )
  const files = new CurrentFiles(library, pools.imaging, originals.folder, (photo) =>
    events.photosChanged([photo]),
  )
  const colours = new VersionColours(library, pools, files)
  const context = {
    ...{ library, jobs, pools, cache, files, colours, events, originals },
    ...{ folders: new ExportFolders(), models: new ModelChanges(events) },
  }
  // One more than workers of a kind: while one photo is predicted, the next is prepared.
  const batches = new Batches(context, atOnce + 1)
  const watched = new WatchedFolders(context, batches)
  const engine = () => options.engine ?? library.settings.all().engine
  const finetuning = new Finetuning(context, engine)
  const resources = new Resources(context, (run, number) => finetuning.sheet(run, number))
  const followWatched = (): void => watched.follow()
  batches.resume()
  watched.follow()
  await finetuning.resume()

  return {
    handlers: {
      ...photoHandlers(context),
      ...albumHandlers(context, followWatched),
      ...paletteHandlers(context),
      ...developHandlers(context),
      ...versionHandlers(context, batches),
      ...draftHandlers(context),
      ...importHandlers(context, batches),
      ...colorizeHandlers(library, batches),
      ...exportHandlers(library, batches),
      ...batchHandlers(context, batches),
      ...finetuneHandlers(finetuning),
      ...modelHandlers(context),
      ...ownFileHandlers(context, batches),
      ...upkeepHandlers(context, followWatched),
      ...settingsHandlers(context),
      ...doctorHandlers(context),
    },
    events,
    resource: resources.get,
    uploads: originals,
    close: async () => {
      await watched.close()
      await finetuning.close()
      await batches.close(() => pools.close())
      events.close()
      try {
        originals.discardLater(library.tidy().purged.map(({ path }) => path))
        await originals.settled()
      } finally {
        await library.close()
      }
    },
  }
}

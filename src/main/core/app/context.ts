import type { VersionColours } from '../colorize/colours.ts'
import type { AppEventHub } from '../events.ts'
import type { ExportFolders } from '../export/folders.ts'
import type { AppOutcome, AppTask } from '../jobs/tasks.ts'
import type { Library } from '../library/index.ts'
import type { SqliteJobStore } from '../library/sqlite-job-store.ts'
import type { ModelChanges } from '../models/changes.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import type { Originals } from '../photos/originals.ts'
import type { PictureCache } from '../pictures/cache.ts'
import type { Workforce } from '../workers/pools.ts'

/** What the services of an open library share. */
export interface AppContext {
  library: Library
  jobs: SqliteJobStore<AppTask, AppOutcome>
  workforce: Workforce
  cache: PictureCache
  files: CurrentFiles
  colours: VersionColours
  folders: ExportFolders
  models: ModelChanges
  events: AppEventHub
  originals: Originals
}

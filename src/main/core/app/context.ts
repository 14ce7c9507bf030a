import type { SqliteJobStore } from '../jobs/sqlite-store.ts'
import type { Library } from '../library/index.ts'
import type { VersionColours } from './colours.ts'
import type { CurrentFiles } from './current-files.ts'
import type { AppEventHub } from './events.ts'
import type { ExportFolders } from './export-folders.ts'
import type { ModelChanges } from './model-changes.ts'
import type { Originals } from './originals.ts'
import type { PictureCache } from './picture-cache.ts'
import type { AppOutcome, AppTask } from './tasks.ts'
import type { Workforce } from './workforce.ts'

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

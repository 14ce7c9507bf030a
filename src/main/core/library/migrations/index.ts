import { photos } from './0010-photos.ts'
import { versions } from './0020-versions.ts'
import { albumsAndTags } from './0030-albums-and-tags.ts'
import { grid } from './0040-grid.ts'
import { search } from './0050-search.ts'
import { jobs } from './0060-jobs.ts'
import { settings } from './0070-settings.ts'
import { batches } from './0080-batches.ts'
import { reading } from './0090-reading.ts'
import { drafts } from './0100-drafts.ts'
import { files } from './0110-files.ts'
import { looks } from './0120-looks.ts'
import { hintMethod } from './0130-hint-method.ts'
import { palettes } from './0140-palettes.ts'
import { captionSource } from './0150-caption-source.ts'
import { tagsFromFiles } from './0160-tags-from-files.ts'
import type { Migration } from './migration.ts'

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [
  photos,
  versions,
  albumsAndTags,
  grid,
  search,
  jobs,
  settings,
  batches,
  reading,
  drafts,
  files,
  looks,
  hintMethod,
  palettes,
  captionSource,
  tagsFromFiles,
]

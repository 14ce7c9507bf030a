import type { Migration } from './migration.ts'

/** Whose words a caption is: `user`, or nobody knows, as of those of before and of files. */
export const captionSource: Migration = {
  version: 150,
  up: (connection) => connection.execute('ALTER TABLE photos ADD COLUMN caption_source TEXT'),
}

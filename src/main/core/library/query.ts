import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { PhotoQuery } from '../../../shared/contract/library.ts'
import type { Value } from './connection.ts'
import { folderRange, foldersBelow } from './folders.ts'
import { matchExpression } from './search.ts'
import { smartConditions } from './smart.ts'
import { tagKey } from './tags.ts'

/** What to show, and in which order. */
export interface LibraryQuery extends Omit<Partial<PhotoQuery>, 'sort'> {
  /** `album`: by hand; only with an album. */
  sort?: PhotoQuery['sort'] | 'album'
  colour?: ColourKind
  /** First and last day, month or year taken, both included; photos without a date match neither. */
  taken?: { from?: string; to?: string }
}

/** A query as SQL: what to put after SELECT, and what to bind. */
export interface Selection {
  /** Table and index. */
  from: string
  where: string[]
  /** Columns of the sort key, and of what orders equal ones. */
  key: string
  tie: string
  direction: 'ASC' | 'DESC'
  bound: Record<string, Value>
}

/** The index is named: whatever the statistics say, a page is read in order and never sorted. */
const orders = {
  taken: { from: 'photos INDEXED BY photos_by_taken', key: 'taken_key', tie: 'place' },
  name: { from: 'photos INDEXED BY photos_by_name', key: 'name_key', tie: 'place' },
  imported: { from: 'photos INDEXED BY photos_by_imported', key: 'imported_at', tie: 'place' },
  album: {
    from: 'album_photos INDEXED BY album_photos_by_position CROSS JOIN photos ON photos.id = album_photos.photo_id',
    key: 'album_photos.position',
    tie: 'album_photos.photo_id',
  },
}

/** Photos without a date come last when the newest come first, and first otherwise. */
export function select(query: LibraryQuery): Selection {
  const { smart = 'all', sort = 'taken', descending = sort === 'taken' } = query
  const where = [smartConditions[smart]]
  const bound: Record<string, Value> = {}
  const add = (condition: string, values: Record<string, Value>): void => {
    where.push(condition)
    Object.assign(bound, values)
  }

  if (sort === 'album') add('album_photos.album_id = :album', { album: query.album ?? null })
  else if (query.album !== undefined) {
    add('photos.id IN (SELECT photo_id FROM album_photos WHERE album_id = :album)', { album: query.album })
  }
  if (query.folder !== undefined) add(`folder_id IN ${foldersBelow}`, folderRange(query.folder))
  if (query.tag !== undefined) {
    add('photos.id IN (SELECT photo_id FROM photo_tags JOIN tags ON tags.id = tag_id WHERE key = :tag)', {
      tag: tagKey(query.tag),
    })
  }
  if (query.colour !== undefined) add('colour = :colour', { colour: query.colour })
  const { from, to } = query.taken ?? {}
  if (from !== undefined) add('taken_key >= :from', { from })
  // `1912` includes `1912-07`: all that begins with it sorts before it with a high letter.
  if (to !== undefined) add("taken_key < :to AND taken_key <> ''", { to: `${to}~` })
  if (query.search !== undefined && query.search.trim() !== '') {
    const match = matchExpression(query.search)
    if (match === undefined) where.push('0')
    else add('photos.id IN (SELECT rowid FROM photo_search WHERE photo_search MATCH :match)', { match })
  }
  return { ...orders[sort], where, direction: descending ? 'DESC' : 'ASC', bound }
}

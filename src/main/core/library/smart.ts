import type { smartFilters } from '../../../shared/contract/library.ts'

export type SmartFilter = (typeof smartFilters)[number]

/**
 * Each filter as a condition on columns that all the grid's indexes hold. Removed photos show up
 * under `removed` and nowhere else.
 */
export const smartConditions: Record<SmartFilter, string> = {
  all: 'removed = 0',
  uncoloured: "removed = 0 AND coloured = 0 AND state <> 'bad'",
  coloured: 'removed = 0 AND coloured = 1',
  failed: 'removed = 0 AND failed = 1',
  favourites: 'removed = 0 AND favourite = 1',
  missing: "removed = 0 AND state = 'missing'",
  removed: 'removed = 1',
}

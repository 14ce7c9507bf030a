import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import type { UseWorker } from './pools.ts'

/** How many photographs a file holds; one where that cannot be told. */
export async function pagesOf(path: string, imaging: UseWorker<ImagingContract>): Promise<number> {
  const { pages } = await imaging((client) => client.countPages({ path })).catch(() => ({ pages: 1 }))
  return pages
}

import { z } from 'zod'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import type { Pool } from '../../transport/pool.ts'
import { pagesOf } from '../workers/pages-of.ts'

/** Where a photo is: its file, and its place among the photographs of that, from 0; the first is not told. */
export const photoReferenceSchema = z.object({ path: z.string(), page: z.int().positive().optional() })
export type PhotoReference = z.infer<typeof photoReferenceSchema>

/** The reference alone, of what is known of a photo. */
export function referenceOf({ path, page = 0 }: { path: string; page?: number | undefined }): PhotoReference {
  return { path, ...(page > 0 && { page }) }
}

/** The photographs of these files, in order; of a file that is not there, one that cannot be read. */
export async function referencesIn(
  files: readonly { path: string }[],
  imaging: Pool<ImagingContract>,
): Promise<PhotoReference[]> {
  const references = files.map(async ({ path }) => {
    const pages = await pagesOf(path, (task) => imaging.use(task))
    return Array.from({ length: pages }, (_, page) => referenceOf({ path, page }))
  })
  return (await Promise.all(references)).flat()
}

import type { Picture } from '../../../shared/contract/imaging.ts'

interface PictureFile {
  path: string
  acceptDamaged?: boolean
  /** Place among the photographs of the file, from 0; left out by who does not look for others than the first. */
  page?: number | undefined
}

/** A photograph of a file as imaging takes it; of a damaged file as the user has decided. */
export function pictureOf({ path, acceptDamaged, page }: PictureFile): Picture {
  return { path, ...(acceptDamaged && { acceptDamaged }), ...(page !== undefined && { page }) }
}

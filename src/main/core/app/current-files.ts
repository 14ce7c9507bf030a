import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Pool } from '../../supervise/pool.ts'
import { isUnchanged, readPicture } from '../import/import-file.ts'
import type { Library, PhotoFile } from '../library/index.ts'

/** The files of photos as they are now, before anything is made of them. */
export class CurrentFiles {
  readonly #library: Library
  readonly #imaging: Pool<ImagingContract>
  readonly #originals: string

  constructor(library: Library, imaging: Pool<ImagingContract>, originals: string) {
    this.#library = library
    this.#imaging = imaging
    this.#originals = originals
  }

  /**
   * The file of a photo; one that changed since it was read is read again first, so that nothing made
   * of the new content is taken for the old.
   * Errors: `file-*`, `picture-*`.
   */
  async read(photo: number): Promise<PhotoFile> {
    const file = this.#library.photos.file(photo)
    if (await isUnchanged(file)) return file
    const { file: found } = await readPicture(file.path, this.#imaging, this.#originals)
    const [entered] = this.#library.intake.enter([found])
    if (entered?.id !== photo) {
      throw new TintypeError('internal', `${file.path} came back as another photo.`)
    }
    return this.#library.photos.file(photo)
  }
}

import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Pool } from '../../transport/pool.ts'
import type { Library, PhotoFile } from '../library/index.ts'
import { isUnchanged, readPicture } from './picture-file.ts'

/** The files of photos as they are now, before anything is made of them. */
export class CurrentFiles {
  readonly #library: Library
  readonly #imaging: Pool<ImagingContract>
  readonly #originals: string
  readonly #onChange: (photo: number) => void

  /** @param onChange told when a file turns out to be gone, back, or another one */
  constructor(
    library: Library,
    imaging: Pool<ImagingContract>,
    originals: string,
    onChange: (photo: number) => void,
  ) {
    this.#library = library
    this.#imaging = imaging
    this.#originals = originals
    this.#onChange = onChange
  }

  /**
   * The file of a photo; one that changed since it was read is read again first, so that nothing made
   * of the new content is taken for the old.
   * Errors: `file-*`, `picture-*`.
   */
  async read(photo: number): Promise<PhotoFile> {
    const file = this.#library.photos.file(photo)
    if (await isUnchanged(file)) {
      if (file.state === 'missing') this.#setMissing(photo, false)
      return file
    }
    try {
      await this.#readAgain(file)
    } catch (thrown) {
      const isGone = thrown instanceof TintypeError && thrown.kind === 'file-not-found'
      if (isGone && file.state !== 'missing') this.#setMissing(photo, true)
      throw thrown
    }
    return this.#library.photos.file(photo)
  }

  /**
   * For right before a result goes into the library: colours of what a file held would be taken for
   * those of what it holds. Errors: `file-unreadable` when the photo was read anew since.
   */
  requireSame({ id, path, hash }: PhotoFile): void {
    if (this.#library.photos.file(id).hash === hash) return
    throw new TintypeError('file-unreadable', `${path} was written to while it was worked on.`)
  }

  async #readAgain({ id, path, acceptDamaged }: PhotoFile): Promise<void> {
    const { file } = await readPicture({ path, acceptDamaged }, this.#imaging, this.#originals)
    const [entered] = this.#library.intake.enter([file], { again: true })
    if (entered?.id !== id) throw new TintypeError('internal', `${path} came back as another photo.`)
    this.#onChange(id)
  }

  #setMissing(photo: number, missing: boolean): void {
    this.#library.photos.setMissing([photo], missing)
    this.#onChange(photo)
  }
}

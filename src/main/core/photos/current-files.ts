import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Pool } from '../../transport/pool.ts'
import type { Library, PhotoFile } from '../library/index.ts'
import { isUnchanged, readFile } from './picture-file.ts'

/** The files of photos as they are now, before anything is made of them. */
export class CurrentFiles {
  readonly #library: Library
  readonly #imaging: Pool<ImagingContract>
  readonly #originals: string
  readonly #onChange: (photo: number) => void

  /** @param onChange told of each photo of a file that turns out to be gone, back, or another one */
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
   * @throws `file-*`, `picture-*`; `file-not-found` also for a page that the file no longer has.
   */
  async read(photo: number): Promise<PhotoFile> {
    const file = this.#library.photos.file(photo)
    // A damaged page is read again when what is there of it is wanted.
    const isWanted = file.state === 'bad' && file.acceptDamaged
    if (!isWanted && (await isUnchanged(file))) {
      if (file.state === 'missing' && hasPage(file)) this.#setMissing(file, false)
    } else {
      await this.#readAgain(file)
    }
    const now = this.#library.photos.file(photo)
    if (hasPage(now)) return now
    throw new TintypeError('file-not-found', `${now.path} has no page ${now.page + 1} any more.`)
  }

  /**
   * For right before a result goes into the library: colours of what a file held would be taken for
   * those of what it holds. @throws `file-unreadable` when the photo was read anew since.
   */
  requireSame({ id, path, hash }: PhotoFile): void {
    if (this.#library.photos.file(id).hash === hash) return
    throw new TintypeError('file-unreadable', `${path} was written to while it was worked on.`)
  }

  async #readAgain(known: PhotoFile): Promise<void> {
    const { path, acceptDamaged } = known
    const { file } = await readFile({ path, acceptDamaged }, this.#imaging, this.#originals).catch(
      (thrown) => {
        const isGone = thrown instanceof TintypeError && thrown.kind === 'file-not-found'
        if (isGone && known.state !== 'missing') this.#setMissing(known, true)
        throw thrown
      },
    )
    this.#library.intake.enter([file], { again: true })
    this.#tell(path)
  }

  #setMissing({ id, path }: PhotoFile, missing: boolean): void {
    this.#library.photos.setMissing([id], missing)
    this.#tell(path)
  }

  #tell(path: string): void {
    for (const { id } of this.#library.photos.filesByPath(path)) this.#onChange(id)
  }
}

function hasPage({ page, pages }: PhotoFile): boolean {
  return pages === null || page < pages
}

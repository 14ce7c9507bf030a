import type { Readable } from 'node:stream'
import type { UploadsPlace } from '../../shared/contract/app-server.ts'
import { asRefusal, takeUpload } from './receive-file.ts'
import { type NamedUpload, UploadFolders } from './upload-folders.ts'

/** Takes originals in for one host. */
export class Uploads {
  readonly #place: UploadsPlace
  readonly #folders: UploadFolders

  constructor(place: UploadsPlace) {
    this.#place = place
    this.#folders = new UploadFolders(place)
  }

  /**
   * @returns the file's path, and for one that came in a folder the place of that, for `import.start`
   * @throws as `takeUpload`; a `Refusal` for a way that leads elsewhere.
   */
  async take(body: Readable, upload: NamedUpload): Promise<{ path: string; root?: string }> {
    const { folder, name, root } = await this.#folders.place(upload).catch((thrown) => {
      throw asRefusal(thrown, this.#place.folder)
    })
    const path = await takeUpload(body, name, folder, this.#place.hold)
    return { path, ...(root !== undefined && { root }) }
  }
}

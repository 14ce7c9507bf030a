import type { Readable } from 'node:stream'
import type { UploadStore } from '../../shared/contract/app-server.ts'
import { asRefusal, takeUpload } from './receive-file.ts'
import { type NamedUpload, UploadFolders } from './upload-folders.ts'

/** Takes originals in for one host. */
export class Uploads {
  readonly #store: UploadStore
  readonly #folders: UploadFolders

  constructor(store: UploadStore) {
    this.#store = store
    this.#folders = new UploadFolders(store)
  }

  /**
   * @returns the file's path, and for one that came in a folder the place of that, for `import.start`
   * @throws as `takeUpload`; a `Refusal` for a way that leads elsewhere.
   */
  async take(body: Readable, upload: NamedUpload): Promise<{ path: string; root?: string }> {
    const { folder, name, root } = await this.#folders.make(upload).catch((thrown) => {
      throw asRefusal(thrown, this.#store.folder)
    })
    const path = await takeUpload(body, name, folder, this.#store.hold)
    return { path, ...(root !== undefined && { root }) }
  }
}

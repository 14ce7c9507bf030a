import { OutputFolders } from '../colorize/folders.ts'

/** The folders that exports go into, made and cleared of leftovers once for each batch. */
export class ExportFolders {
  readonly #byBatch = new Map<number, OutputFolders>()

  of(batch: number): OutputFolders {
    const folders = this.#byBatch.get(batch) ?? new OutputFolders()
    this.#byBatch.set(batch, folders)
    return folders
  }

  forget(batch: number): void {
    this.#byBatch.delete(batch)
  }
}

import { OutputFolders } from '../colorize/output-folders.ts'

/** The folders that exports go into, made and cleared of leftovers once for each batch. */
export class ExportFolders {
  readonly #byBatch = new Map<number, OutputFolders>()

  /** @param root the folder that the batch writes into */
  of(batch: number, root: string): OutputFolders {
    const folders = this.#byBatch.get(batch) ?? new OutputFolders(root)
    this.#byBatch.set(batch, folders)
    return folders
  }

  forget(batch: number): void {
    this.#byBatch.delete(batch)
  }
}

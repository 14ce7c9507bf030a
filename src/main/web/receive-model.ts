import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { AppServer } from '../../shared/contract/app-server.ts'
import { modelUploadPrefix } from '../../shared/contract/app-server.ts'
import { takeUpload } from './receive-file.ts'

/**
 * Installs a model whose file arrives as bytes; the file itself is kept nowhere.
 * @returns the id of the model
 * @throws as `takeUpload` and `models.import`.
 */
export async function takeModel(
  body: Readable,
  name: string,
  { uploads, handlers }: AppServer,
): Promise<{ id: string }> {
  await mkdir(uploads.folder, { recursive: true })
  const folder = await mkdtemp(join(uploads.folder, modelUploadPrefix))
  try {
    return await handlers['models.import']({ path: await takeUpload(body, name, folder) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { AppServer } from '../../shared/contract/app-server.ts'
import { takeUpload } from './upload.ts'

type Install = AppServer['handlers']['models.import']

/**
 * Installs a model whose file arrives as bytes; the file itself is kept nowhere.
 * @returns the id of the model
 * Errors: as `takeUpload` and `models.import`.
 */
export async function takeModel(body: Readable, name: string, install: Install): Promise<{ id: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tintype-model-'))
  try {
    return await install({ path: await takeUpload(body, name, folder) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

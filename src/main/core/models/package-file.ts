import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import type { ModelFile } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { partSuffix } from '../../../shared/part-suffix.ts'
import { asWriteError } from '../write-error.ts'

const describedIn = 'model.json'
/** As much as a model's file may say of its weights. */
const largestWeights = 1_000_000_000
const largestDescription = 1_000_000

/**
 * Writes a model as one file: a tar of `model.json` and the weights.
 * Errors: `output-unwritable`, also when the file is there already; `disk-full`.
 */
export async function packModel(folder: string, file: ModelFile, path: string): Promise<void> {
  const partial = `${path}${partSuffix}`
  try {
    if (await stat(path).catch(() => undefined)) {
      throw new TintypeError('output-unwritable', `${path} is there already. Choose another name.`)
    }
    const tar = pack()
    const written = pipeline(tar, createWriteStream(partial, { flags: 'wx', flush: true }))
    for (const name of [describedIn, file.weights.file]) await addFile(tar, join(folder, name), name)
    tar.finalize()
    await written
    await rename(partial, path)
  } catch (thrown) {
    await rm(partial, { force: true })
    throw asWriteError(thrown, path)
  }
}

async function addFile(tar: ReturnType<typeof pack>, path: string, name: string): Promise<void> {
  const { size } = await stat(path)
  await pipeline(createReadStream(path), tar.entry({ name, size }))
}

/**
 * Unpacks a model's file into a new folder. Only plain files of the names a model has are taken, so that
 * nothing is ever written elsewhere. Errors: `model-foreign`, `model-damaged`, `disk-full`.
 */
export async function unpackModel(path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const tar = extract()
  const isRead = pipeline(createReadStream(path), tar)
  // The loop below ends with the same error.
  isRead.catch(() => {})
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header
      const limit = name === describedIn ? largestDescription : largestWeights
      if (type !== 'file' || !isModelPart(name) || size > limit) {
        throw new TintypeError('model-foreign', `${path} is no model of Tintype: it holds "${name}".`)
      }
      await pipeline(entry, createWriteStream(join(folder, name), { flags: 'wx', flush: true }))
    }
    await isRead
  } catch (thrown) {
    if (thrown instanceof TintypeError) throw thrown
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw asWriteError(thrown, folder)
    throw new TintypeError('model-damaged', `${path} is damaged or no model of Tintype.`, { cause: thrown })
  }
}

function isModelPart(name: string): boolean {
  return name === describedIn || /^[A-Za-z0-9_-][A-Za-z0-9._-]*\.safetensors$/.test(name)
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

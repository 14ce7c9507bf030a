import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extract, type Pack, pack } from 'tar-stream'
import { TintypeError } from '../../../shared/errors.ts'
import { partSuffix } from '../../../shared/part-suffix.ts'
import { asWriteError } from '../write-error.ts'
import { packedBase } from './bases.ts'
import { describedIn, filesOf, type ModelFolder } from './model-folder.ts'
import type { InstalledModel } from './registry.ts'

/** As much as a model's file may say of its weights. */
const largestWeights = 1_000_000_000
const largestDescription = 1_000_000
/** A model and its base, with room for what tar puts around them. */
const largestPackage = 2 * (largestWeights + largestDescription) + 1_000_000

/**
 * Writes a model as one file: a tar of `model.json` and the weights, and of those of its base if it is
 * fine-tuned. Errors: `output-unwritable`, also when the file is there already; `disk-full`.
 */
export async function packModel(model: InstalledModel, path: string): Promise<void> {
  const partial = `${path}${partSuffix}`
  try {
    if (await stat(path).catch(() => undefined)) {
      throw new TintypeError('output-unwritable', `${path} is there already. Choose another name.`)
    }
    const tar = pack()
    // What goes wrong on the way in ends the way out with the same error.
    addModel(tar, model).catch((thrown) => tar.destroy(thrown))
    await pipeline(tar, createWriteStream(partial, { flags: 'wx', flush: true }))
    await rename(partial, path)
  } catch (thrown) {
    await rm(partial, { force: true })
    throw asWriteError(thrown, path)
  }
}

async function addModel(tar: Pack, { folder, file, base }: InstalledModel): Promise<void> {
  await addFiles(tar, { folder, file }, '')
  if (base) await addFiles(tar, base, `${packedBase}/`)
  tar.finalize()
}

async function addFiles(tar: Pack, { folder, file }: ModelFolder, prefix: string): Promise<void> {
  for (const name of filesOf(file)) {
    const path = join(folder, name)
    const { size } = await stat(path)
    await pipeline(createReadStream(path), tar.entry({ name: `${prefix}${name}`, size }))
  }
}

/**
 * Unpacks a model's file into a new folder. Only plain files of the names a model has are taken, so that
 * nothing is ever written elsewhere. Errors: `model-foreign`, `model-damaged`, `disk-full`.
 */
export async function unpackModel(path: string, folder: string): Promise<void> {
  await requirePackage(path)
  const tar = extract()
  const isRead = pipeline(createReadStream(path), tar)
  // The loop below ends with the same error.
  isRead.catch(() => {})
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header
      const limit = basename(name) === describedIn ? largestDescription : largestWeights
      if (type !== 'file' || !isModelPart(name) || size > limit) {
        throw new TintypeError('model-foreign', `${path} is no model of Tintype: it holds "${name}".`)
      }
      const place = join(folder, name)
      await mkdir(dirname(place), { recursive: true })
      await pipeline(entry, createWriteStream(place, { flags: 'wx', flush: true }))
    }
    await isRead
  } catch (thrown) {
    if (thrown instanceof TintypeError) throw thrown
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw asWriteError(thrown, folder)
    throw new TintypeError('model-damaged', `${path} is damaged or no model of Tintype.`, { cause: thrown })
  }
}

/** Zeros without end, as of a device, are a tar that never ends. */
async function requirePackage(path: string): Promise<void> {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile() && facts.size > 0 && facts.size <= largestPackage) return
  const fault = facts ? 'damaged or no model of Tintype' : 'not there'
  throw new TintypeError('model-damaged', `${path} is ${fault}.`)
}

function isModelPart(name: string): boolean {
  const part = name.startsWith(`${packedBase}/`) ? name.slice(packedBase.length + 1) : name
  return part === describedIn || /^[A-Za-z0-9_-][A-Za-z0-9._-]*\.safetensors$/.test(part)
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

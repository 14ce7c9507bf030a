import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extract, type Pack, pack } from 'tar-stream'
import { TintypeError } from '../../../shared/errors.ts'
import { writeNew } from '../../files/atomic-write.ts'
import { asWriteError, isDiskFull } from '../../files/write-error.ts'
import { packedBase } from './bases.ts'
import { describedIn, filesOf, type ModelFolder } from './model-folder.ts'
import type { InstalledModel } from './registry.ts'

/** As much as a model's file may say of its weights. */
const largestWeights = 1_000_000_000
const largestDescription = 1_000_000
/** Of a model and its base. */
const mostParts = 4
/** What tar puts around the parts: headers, rests of blocks, an end. */
const largestWrapping = 1_000_000
const largestPackage = 2 * (largestWeights + largestDescription) + largestWrapping

/**
 * Writes a model as one file: a tar of `model.json` and the weights, and of those of its base if it is
 * fine-tuned. @throws `output-unwritable`, also when the file is there already; `disk-full`.
 */
export async function packModel(model: InstalledModel, path: string): Promise<void> {
  const taken = new TintypeError('output-unwritable', `${path} is there already. Choose another name.`)
  if (await stat(path).catch(() => undefined)) throw taken
  if ((await packInto(model, dirname(path), [basename(path)])) === undefined) throw taken
}

/**
 * Writes a model as one file under the first of some names that is free in `folder`.
 * @returns its path; `undefined` where none is free
 * @throws `output-unwritable`, `disk-full`.
 */
export function packInto(
  model: InstalledModel,
  folder: string,
  names: Iterable<string>,
): Promise<string | undefined> {
  return writeNew(folder, names, async (temporary) => {
    const tar = pack()
    // What goes wrong on the way in ends the way out with the same error.
    addModel(tar, model).catch((thrown) => tar.destroy(thrown))
    await pipeline(tar, createWriteStream(temporary, { flags: 'wx' }))
  })
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
 * nothing is ever written elsewhere. @throws `model-foreign`, `model-damaged`, `disk-full`.
 */
export async function unpackModel(path: string, folder: string): Promise<void> {
  await requirePackage(path)
  const tar = extract()
  let parts = 0
  let content = 0
  /** Headers of headers are no parts, and might go on for ever. */
  async function* bounded(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.byteLength
      if (bytes - content > largestWrapping) throw foreign(path, 'more around its parts than a model has')
      yield chunk
    }
  }
  const isRead = pipeline(createReadStream(path), bounded, tar)
  // The loop below ends with the same error.
  isRead.catch(() => {})
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header
      const limit = basename(name) === describedIn ? largestDescription : largestWeights
      if (type !== 'file' || !isModelPart(name) || size > limit) throw foreign(path, `"${name}"`)
      if (++parts > mostParts) throw foreign(path, `more than ${mostParts} parts`)
      content += size
      const target = join(folder, name)
      await mkdir(dirname(target), { recursive: true })
      await pipeline(entry, createWriteStream(target, { flags: 'wx', flush: true }))
    }
    await isRead
  } catch (thrown) {
    if (thrown instanceof TintypeError) throw thrown
    if (isDiskFull(thrown)) throw asWriteError(thrown, folder)
    throw new TintypeError('model-damaged', `${path} is damaged or no model of Tintype.`, { cause: thrown })
  }
}

/** @param what it holds, shortened: a name may be as long as its maker liked */
function foreign(path: string, what: string): TintypeError {
  const shown = what.length > 200 ? `${what.slice(0, 200)}…` : what
  return new TintypeError('model-foreign', `${path} is no model of Tintype: it holds ${shown}.`)
}

/** Zeros without end, as of a device, are a tar that never ends. */
async function requirePackage(path: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isFile() && stats.size > 0 && stats.size <= largestPackage) return
  const fault = stats ? 'damaged or no model of Tintype' : 'not there'
  throw new TintypeError('model-damaged', `${path} is ${fault}.`)
}

function isModelPart(name: string): boolean {
  const part = name.startsWith(`${packedBase}/`) ? name.slice(packedBase.length + 1) : name
  return part === describedIn || /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,115}\.safetensors$/.test(part)
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

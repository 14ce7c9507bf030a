import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ModelFile, parseModelFile } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { readText } from '../../files/read-text.ts'

/** What describes a model, in its folder. */
export const describedIn = 'model.json'

/** A folder with what its `model.json` says. */
export interface ModelFolder {
  folder: string
  file: ModelFile
}

/** What the file system says of a path where nothing is, or nothing can be. */
const absences = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']

/** `undefined` where the folder holds no model at all. @throws `model-damaged`, `model-foreign`. */
export async function readModelFolder(folder: string): Promise<ModelFolder | undefined> {
  const path = join(folder, describedIn)
  const text = await readText(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== undefined && absences.includes(cause.code)) return undefined
    throw new TintypeError('model-damaged', `${path} cannot be read. ${cause.message}`, { cause })
  })
  return text === undefined ? undefined : { folder, file: parseModelFile(text, path) }
}

/** Says something else of a model; whoever reads meanwhile finds the old or the new. @throws `disk-full`, `output-unwritable`. */
export async function describeModel(folder: string, file: ModelFile): Promise<void> {
  await writeAtomically(join(folder, describedIn), `${JSON.stringify(file, null, 2)}\n`)
}

/** Names of a model's files. */
export function filesOf({ weights }: ModelFile): string[] {
  return [describedIn, weights.file]
}

/**
 * Copies a model into a new folder, flushed to the disk.
 * @throws `model-damaged` where a part is no plain file, or the weights are not as long as they should be.
 */
export async function copyModel({ folder, file }: ModelFolder, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of filesOf(file)) {
    const original = join(folder, name)
    const stats = await lstat(original)
    // A link could lead anywhere, even to what never ends.
    if (!stats.isFile()) throw new TintypeError('model-damaged', `${original} is no plain file.`)
    if (name === file.weights.file && stats.size !== file.weights.bytes) {
      throw new TintypeError(
        'model-damaged',
        `${original} has ${stats.size} bytes instead of ${file.weights.bytes}.`,
      )
    }
    const copy = createWriteStream(join(to, name), { flags: 'wx', flush: true })
    await pipeline(createReadStream(original), copy)
  }
}

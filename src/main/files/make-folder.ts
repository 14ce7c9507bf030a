import { mkdir, opendir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { TintypeError } from '../../shared/errors.ts'
import { asWriteError } from './write-error.ts'

/**
 * Makes a folder, and those above it, unless it is there and can be listed.
 * @throws `disk-full`, `output-unwritable`
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeAll(folder)
    await (await opendir(folder)).close()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOTDIR') throw asWriteError(cause, folder)
    const said = `There is a file where the folder ${folder} should be.`
    throw new TintypeError('output-unwritable', said, { cause })
  }
}

/** Node's recursive `mkdir` never comes back where a disk makes no folders (`/proc`, some cameras). */
async function makeAll(folder: string): Promise<void> {
  const make = (): Promise<void> =>
    mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeAll(dirname(folder))
    await make()
  })
}

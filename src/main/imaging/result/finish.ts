import { rm } from 'node:fs/promises'
import type { z } from 'zod'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import { isResultOf } from '../../../shared/recipe.ts'
import type { Asking } from '../../../shared/rpc/contract.ts'
import { temporaryPath } from '../../files/temporary-files.ts'
import { composeFile, stopwatch } from './compose-file.ts'
import { finishedResult } from './inspect-result.ts'
import { publish } from './publish.ts'
import { verify } from './verify-result.ts'

type Finish = ImagingContract['finish']

/** Both have to live: a worker whose parent is gone ends. Taken once: another process takes a dead parent's place. */
const writers = [process.ppid, process.pid]

/**
 * Makes a result from composition to its final name. After each of its two steps on the disk it waits for the answer
 * of whoever keeps the records, so that no file has a final name that is not on record as checked.
 */
export async function finish(
  { folder, stem, extension, known, inFull, ...composition }: z.output<Finish['args']>,
  ask: Asking<Finish['asks']>,
): Promise<z.input<Finish['result']>> {
  const temporary = temporaryPath(folder, writers)
  const { source } = composition.provenance
  const isSame = async (path: string): Promise<boolean> => {
    if (known.length === 0) return false
    const found = await finishedResult(path, inFull).catch(() => ({ isWhole: false }))
    return isResultOf(found, source, known)
  }
  try {
    const { written, remarks, ms } = await composeFile(composition, temporary)
    await ask.written({})
    const clock = stopwatch()
    const bytes = await verify(temporary, written)
    const verifyMs = clock()
    await ask.verified({})
    const published = await publish(temporary, { folder, stem, extension }, isSame)
    const { width, height } = written
    return { ...published, width, height, bytes, remarks, ms: { ...ms, verify: verifyMs } }
  } finally {
    // Where its folder has gone, so has the file.
    await rm(temporary, { force: true }).catch(() => {})
  }
}

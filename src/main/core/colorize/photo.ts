import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ColorizeRequest, PhotoOutcome, PhotoTask } from '../../../shared/contract/colorize.ts'
import type { EngineContract, ModelPlace } from '../../../shared/contract/engine.ts'
import type { ImagingContract, PictureFacts } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import type { Pool } from '../../transport/pool.ts'
import { fileHash } from '../files/file-hash.ts'
import type { Attempt, Report } from '../jobs/queue.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { OutputFolders } from './folders.ts'
import { describeSettings, ownColours, recipeHash, withDamage } from './recipe.ts'
import { extensions, findResult, stemOf, temporaryPath } from './results.ts'

/** What a batch shares between its photographs. */
export interface Workshop {
  imaging: Pool<ImagingContract>
  engine: Pool<EngineContract>
  folders: OutputFolders
  model: ModelPlace & { title: string; revision: string; weights: string }
}

/**
 * Colours one photograph: looks whether there is anything to do, prepares L, predicts a*b*, composes,
 * verifies and only then gives the result its name. The temporary file never outlives a failure.
 */
export async function colorizePhoto(
  id: number,
  task: PhotoTask,
  request: ColorizeRequest,
  { imaging, engine, folders, model }: Workshop,
  report: Report,
  signal: AbortSignal,
): Promise<Attempt<PhotoOutcome>> {
  const started = performance.now()
  const { settings } = request
  const picture = pictureOf({ path: task.path, acceptDamaged: request.acceptDamaged ?? false })
  const facts = await imaging.use((client) => client.inspect({ picture }))
  if (facts.note) return { skipped: { reason: 'own-result' } }

  const folder = join(request.output, task.subfolder)
  await folders.open(folder, task.path)
  const name = { stem: stemOf(task.path), extension: extensions[settings.format] }
  const note = {
    source: await fileHash(task.path, signal),
    recipe: recipeHash(settings, model.weights),
    model: `${model.title} ${model.revision}`,
    settings: describeSettings(settings),
  }
  if (!request.again) {
    const inspect = (picture: string): Promise<PictureFacts> =>
      imaging.use((client) => client.inspect({ picture }))
    const output = await findResult(folder, name, note, inspect)
    if (output) return { skipped: { reason: 'already-made', output } }
  }

  const {
    l,
    colour,
    remarks,
    ms: prepare,
  } = await imaging.use((client) => client.prepare({ picture, size: settings.size }))
  if (!task.named && !request.recolour) {
    const reason = ownColours(colour, remarks)
    if (reason) return { skipped: { reason, colour, ...said(remarks) } }
  }
  const { ab, ms: predict } = await engine.use((client) => client.predict({ l, model }))

  const temporary = temporaryPath(folder, id)
  try {
    return await imaging.use(async (client) => {
      const { written, ms } = await client.compose({
        picture,
        ab,
        settings: { strength: settings.strength, upsampling: settings.upsampling },
        temporary,
        format: settings.format,
        depth: depthOf(settings, facts),
        note: { ...note, settings: withDamage(note.settings, remarks) },
      })
      report('written')
      const beforeVerify = performance.now()
      const { bytes } = await client.verify({ temporary, written })
      report('verified')
      const verify = performance.now() - beforeVerify
      const { path: output } = await client.publish({ temporary, folder, ...name })
      const total = performance.now() - started
      const { width, height } = written
      return {
        done: {
          output,
          colour,
          width,
          height,
          bytes,
          ...said(remarks),
          ms: { prepare, predict, ...ms, verify, total },
        },
      }
    })
  } catch (thrown) {
    await rm(temporary, { force: true })
    throw thrown
  }
}

function said(remarks: Remark[]): Pick<PhotoOutcome, 'remarks'> {
  return remarks.length > 0 ? { remarks } : {}
}

function depthOf({ depth, format }: ColorizeRequest['settings'], facts: PictureFacts): 8 | 16 {
  if (format === 'jpeg' || format === 'webp') return 8
  return depth ?? facts.depth
}

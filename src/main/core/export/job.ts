import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { adjust } from '../../../shared/colour/adjust.ts'
import type { ResultNote } from '../../../shared/contract/imaging.ts'
import type { Adjustments } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { withDamage } from '../colorize/recipe.ts'
import { extensions, findResult, temporaryPath } from '../colorize/results.ts'
import { type DraftsContext, keepDrafts } from '../develop/keep-drafts.ts'
import type { Attempt, Report } from '../jobs/queue.ts'
import type { AppJob, AppOutcome, ExportTask } from '../jobs/tasks.ts'
import type { StoredVersion } from '../library/index.ts'
import { isUnchanged } from '../photos/picture-file.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { ExportFolders } from './folders.ts'
import { exportStem } from './names.ts'

/** Raised when the same settings begin to give other pictures. */
const compositionVersion = 1

export interface ExportContext extends DraftsContext {
  folders: ExportFolders
}

/**
 * Writes the current version of one photo as a file: compose, verify, publish; its drafts become versions
 * first where that was asked for. A result of the same
 * colours and settings that lies under this name already is found again instead of made twice.
 * Errors: `file-*`, `picture-*`, `output-*`, `disk-full`, `worker-*`, and those of making colours again.
 */
export async function exportJob(
  { id, batch, task: { photo, settings, number, keepDrafts: keep } }: AppJob & { task: ExportTask },
  context: ExportContext,
  report: Report,
  signal: AbortSignal,
): Promise<Attempt<AppOutcome>> {
  const { library, files, colours, pools, folders } = context
  if (keep) await keepDrafts(photo, context, signal)
  const file = await files.read(photo)
  const { name, taken, version: current, remarks } = library.photos.detail(photo)
  if (!current?.map) return { skipped: { photo, reason: 'uncoloured' } }
  const ab = await colours.of(current.id)
  const version = library.versions.get(current.id)
  const { folder, format, depth, pattern, metadata } = settings
  await folders.of(batch, folder).open(folder, file.path)
  const stem = exportStem(pattern, { name, taken, model: version.recipe.model, number })
  const target = { stem, extension: extensions[format] }
  const note = noteOf(file.hash, version, settings, remarks)
  const output = await findResult(folder, target, note, (picture) =>
    pools.imaging.use((client) => client.inspect({ picture })),
  )
  if (output !== undefined) return { skipped: { photo, reason: 'already-made', output } }
  signal.throwIfAborted()

  const temporary = temporaryPath(folder, id)
  const { upsampling } = version.recipe.adjustments
  try {
    return await pools.imaging.use(async (client) => {
      const { written } = await client.compose({
        ...{ picture: pictureOf(file), temporary, format, depth, note, metadata },
        ab: adjusted(ab, version.recipe.adjustments),
        settings: { strength: 1, upsampling },
      })
      report('written')
      await client.verify({ temporary, written })
      report('verified')
      signal.throwIfAborted()
      if (!(await isUnchanged(file))) {
        throw new TintypeError('file-unreadable', `${file.path} was written to while it was exported.`)
      }
      const { path } = await client.publish({ temporary, folder, ...target })
      return { done: { photo, output: path } }
    })
  } catch (thrown) {
    await rm(temporary, { force: true })
    throw thrown
  }
}

/** What the sliders do, done to the small map; the rest of the composition is the same for all of them. */
function adjusted(ab: AbMap, adjustments: Adjustments): AbMap {
  const data = new Float32Array(ab.data.length)
  for (let i = 0; i < data.length; i += 2) {
    const [, a, b] = adjust([0, ab.data[i], ab.data[i + 1]], adjustments)
    data[i] = a
    data[i + 1] = b
  }
  return { ...ab, data }
}

function noteOf(
  source: string,
  version: StoredVersion,
  settings: ExportTask['settings'],
  remarks: Remark[],
): ResultNote {
  const { map, recipe, origin } = version
  const { adjustments } = recipe
  const { format, depth, metadata } = settings
  const decisive = { compositionVersion, map, adjustments, format, depth, metadata }
  return {
    source,
    recipe: createHash('sha256').update(JSON.stringify(decisive)).digest('hex'),
    model: `${recipe.model} ${origin.revision}`,
    settings: withDamage(describe(recipe), remarks),
  }
}

function describe({ size, hints, flipAveraged, adjustments }: StoredVersion['recipe']): string {
  const { strength, saturation, temperature, upsampling } = adjustments
  const words = [
    `network size ${size} px`,
    flipAveraged && 'mean with the mirrored photo',
    hints.length > 0 && `${hints.length} colour hints`,
    ...[`strength ${strength}`, `saturation ${saturation}`, `temperature ${temperature}`],
    `${upsampling} upsampling`,
  ]
  return words.filter(Boolean).join(', ')
}

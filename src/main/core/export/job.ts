import { formatTraits, unusualEncoding } from '../../../shared/output-formats.ts'
import type { ResultRecipe } from '../../../shared/recipe.ts'
import { identityOf, provenanceOf } from '../colorize/provenance.ts'
import { writeResult } from '../colorize/write-result.ts'
import { type DraftsContext, keepDrafts } from '../develop/keep-drafts.ts'
import type { Attempt, Report } from '../jobs/queue.ts'
import type { AppJob, AppOutcome, ExportTask } from '../jobs/tasks.ts'
import { pictureKey, type StoredVersion } from '../library/index.ts'
import { requireUnchanged } from '../photos/picture-file.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { ExportFolders } from './export-folders.ts'
import { namedPhoto } from './named-photo.ts'
import { exportStem, type NamedPhoto } from './names.ts'

export interface ExportContext extends DraftsContext {
  folders: ExportFolders
}

/**
 * Writes the current version of one photo as a file; its drafts become versions first where that was asked
 * for. A result of the same colours and settings that lies under this name already is found again instead of
 * made twice.
 * @throws `file-*`, `picture-*`, `output-*`, `disk-full`, `worker-*`, and those of making colours again.
 */
export async function exportJob(
  { batch, task: { photo, settings, number, keepDrafts: keep } }: AppJob & { task: ExportTask },
  context: ExportContext,
  report: Report,
  signal: AbortSignal,
): Promise<Attempt<AppOutcome>> {
  const { library, files, colours, pools } = context
  if (keep) await keepDrafts(photo, context, signal)
  const file = await files.read(photo)
  const detail = library.photos.detail(photo)
  if (!detail.version?.map) return { skipped: { photo, reason: 'uncoloured' } }
  const ab = await colours.of(detail.version.id)
  const version = library.versions.get(detail.version.id)
  const folders = context.folders.of(batch, settings.folder)
  const { model: usedModel } = version.recipe
  const name = nameOf(namedPhoto(detail, library, { model: usedModel, number }), settings)
  const { words, typed } = library.photos.words(photo)
  const recipe = { ...recipeOf(version, settings), words: settings.metadata ? typed : undefined }
  const identity = identityOf(pictureKey(file), recipe, {
    sourceDepth: detail.depth,
    map: version.map ?? undefined,
  })
  const there = await pools.imaging.use(async (client) => {
    await folders.open(settings.folder, file.path, (folder) => client.sweep({ folder }))
    return folders.results.find(name, identity, (path, inFull) => client.finishedResult({ path, inFull }))
  })
  if (there !== undefined) return { skipped: { photo, reason: 'already-made', output: there } }
  signal.throwIfAborted()

  const model = { id: version.recipe.model, revision: version.origin.revision }
  const provenance = provenanceOf(identity, recipe, model, detail.remarks)
  const beforePublishing = async (): Promise<void> => {
    signal.throwIfAborted()
    await requireUnchanged(file, 'exported')
  }
  const {
    path: output,
    isNew,
    remarks,
  } = await writeResult(
    { picture: pictureOf(file), ab, recipe, identity, provenance, name, words },
    pools.inBatches.imaging,
    { report, beforePublishing },
  )
  if (!isNew) return { skipped: { photo, reason: 'already-made', output } }
  await folders.results.add(output)
  return { done: { photo, output, ...(remarks.length > 0 && { remarks }) } }
}

function nameOf(photo: NamedPhoto, { folder, pattern, format }: ExportTask['settings']) {
  return { folder, stem: exportStem(pattern, photo), extension: formatTraits[format].ending }
}

function recipeOf(
  { recipe: { size, flipAveraged, hints, hintMethod, adjustments }, origin: { weights } }: StoredVersion,
  { format, depth, metadata, encoding: asked = {} }: ExportTask['settings'],
): ResultRecipe {
  const encoding = unusualEncoding(format, asked)
  return { weights, size, flipAveraged, hints, hintMethod, adjustments, format, depth, metadata, encoding }
}

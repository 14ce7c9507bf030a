import { join } from 'node:path'
import type { ColorizeRequest, PhotoOutcome, PhotoTask } from '../../../shared/contract/colorize.ts'
import type { FileIdentity, ImagingContract, PictureInfo } from '../../../shared/contract/imaging.ts'
import { adjustmentsSchema } from '../../../shared/contract/library.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { formatTraits, outputDepth } from '../../../shared/output-formats.ts'
import type { ResultRecipe } from '../../../shared/recipe.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import type { Attempt, Report } from '../jobs/queue.ts'
import { pictureKey } from '../library/picture-key.ts'
import { requireUnchanged } from '../photos/picture-file.ts'
import { pagesOf } from '../workers/pages-of.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { ColouringWorkers } from '../workers/pools.ts'
import { coloursOf } from './colours.ts'
import { ownColours } from './left-alone.ts'
import type { OutputFolders } from './output-folders.ts'
import { identityOf, provenanceOf, type ResultIdentity } from './provenance.ts'
import { type LookAtResult, stemOf } from './result-index.ts'
import type { UsedModel } from './used-model.ts'
import { writeResult } from './write-result.ts'

/** What a batch of the command line shares between its photographs. */
export interface ColorizeContext {
  workers: ColouringWorkers
  folders: OutputFolders
  model: UsedModel
}

interface PhotoContext extends ColorizeContext {
  /**
   * Told how many photographs a file holds, with the first of them.
   * @param file left out where that could not be read
   */
  onPages: (first: PhotoTask, pages: number, file?: FileIdentity) => void
}

/** A photograph that has no result yet. */
interface Identified {
  file: FileIdentity
  recipe: ResultRecipe
  identity: ResultIdentity
}

/** Colours one photograph of the command line into a file, unless there is nothing to do. */
export async function colorizePhoto(
  task: PhotoTask,
  request: ColorizeRequest,
  { workers, folders, model, onPages }: PhotoContext,
  report: Report,
  signal: AbortSignal,
): Promise<Attempt<PhotoOutcome>> {
  const started = performance.now()
  const { path, subfolder, named, page } = task
  const { settings, again, recolour, verify = false } = request
  const picture = pictureOf({ path, acceptDamaged: request.acceptDamaged ?? false, page })
  const folder = join(request.output, subfolder)
  const name = { folder, stem: stemOf(path, page), extension: formatTraits[settings.format].ending }
  let wanted: Identified | undefined

  const identified = async (
    file: FileIdentity,
    info: PictureInfo,
    client: Client<ImagingContract>,
  ): Promise<PhotoOutcome | undefined> => {
    if (info.provenance) return { reason: 'own-result' }
    if (page === 0) onPages(task, info.pages, file)
    if (task.file) await requireUnchanged({ path, ...file }, 'read')
    await folders.open(folder, path, (swept) => client.sweep({ folder: swept }))
    const recipe = recipeOf(settings, model, info)
    const source = pictureKey({ hash: file.hash, page, region: null })
    const identity = identityOf(source, recipe, { sourceDepth: info.depth })
    wanted = { file, recipe, identity }
    if (again) return undefined
    const look: LookAtResult = (output, inFull) => client.finishedResult({ path: output, inFull })
    const output = await folders.results.find(name, identity, look, verify)
    return output === undefined ? undefined : { reason: 'already-made', output }
  }
  const made = await coloursOf<PhotoOutcome>(
    picture,
    { ...colouring, size: settings.size, model: model.reference },
    workers,
    {
      file: task.file,
      identified,
      seen: ({ colour, remarks }) => {
        const reason = named || recolour ? undefined : ownColours(colour, remarks)
        return reason && { reason, ...(colour && { colour }), ...said(remarks) }
      },
    },
    signal,
  ).catch(async (thrown) => {
    // The others do not pay for a first one that cannot even be opened.
    if (page === 0 && !wanted) onPages(task, await pagesOf(path, workers.imaging))
    throw thrown
  })
  if ('left' in made) return { skipped: made.left }
  if (!wanted) throw new TintypeError('internal', `${path} was coloured before it was known.`)

  const { ab, colour, remarks, ms } = made
  const { file, recipe, identity } = wanted
  const provenance = provenanceOf(
    identity,
    recipe,
    { id: model.reference.id, revision: model.origin.revision },
    remarks,
  )
  const beforePublishing = async (): Promise<void> => {
    signal.throwIfAborted()
    await requireUnchanged({ path, ...file }, 'coloured')
  }
  const result = { picture, ab, recipe, identity, provenance, name, again, inFull: verify }
  const written = await writeResult(result, workers.imaging, { report, beforePublishing })
  const { path: output, isNew, width, height, bytes } = written
  if (!isNew) return { skipped: { reason: 'already-made', output } }
  await folders.results.add(output)
  const times = { ...ms, ...written.ms, total: performance.now() - started }
  return {
    done: {
      output,
      ...(colour && { colour }),
      width,
      height,
      bytes,
      ...said([...remarks, ...written.remarks]),
      ms: times,
    },
  }
}

/** The command line gives neither hints nor mirrored predictions. */
const colouring = { flipAveraged: false, hints: [] }

function recipeOf(
  { size, strength, upsampling, format, depth }: ColorizeRequest['settings'],
  { origin: { weights } }: UsedModel,
  info: PictureInfo,
): ResultRecipe {
  return {
    ...{ ...colouring, weights, size, format, metadata: true },
    adjustments: adjustmentsSchema.parse({ strength, upsampling }),
    depth: outputDepth(format, depth, info.depth),
  }
}

function said(remarks: Remark[]): Pick<PhotoOutcome, 'remarks'> {
  return remarks.length > 0 ? { remarks } : {}
}

import type { Recipe } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { freeName } from '../../../shared/free-name.ts'
import { colourKey, recipeKey } from '../../../shared/recipe.ts'
import type { Attempt, Ending, Report } from '../jobs/queue.ts'
import type { AppJob, AppOutcome, ColorizeTask } from '../jobs/tasks.ts'
import type { Library, StoredVersion } from '../library/index.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { WorkerPools } from '../workers/pools.ts'
import { coloursOf, type Seen } from './colours.ts'
import { adjustedByHand, ownColours } from './left-alone.ts'
import { looksOf } from './looks.ts'
import { modelFor, type UsedModel } from './used-model.ts'

interface Wanted {
  photo: number
  recipe: Recipe
  model: UsedModel
  /** Beside what somebody adjusted by hand. */
  beside: boolean
}

/**
 * Gives one photo a version: L, prediction, map on the disk and read back, and with the end of the job
 * the row. No version is ever changed: photos that somebody adjusted are left alone, and the same version
 * serves again, so that a job done twice leaves one.
 * @throws `file-*`, `picture-*`, `model-*`, `worker-*`, `out-of-memory`.
 */
export async function colorizeJob(
  { batch, task }: AppJob & { task: ColorizeTask },
  context: { library: Library; pools: WorkerPools; files: CurrentFiles },
  report: Report,
  signal: AbortSignal,
): Promise<Attempt<AppOutcome>> {
  const { library, files } = context
  const { photo, recolour, beside = false } = task
  const file = await files.read(photo)
  const { recipe } = task
  const wanted = { photo, recipe, model: await modelFor(recipe.model), beside }
  const ending = nothingToDo(library, wanted)
  if (ending) return ending
  // A slider copied to a photo, for example: the colours are there already.
  const stored = storedColours(library, wanted)
  const settings = { ...recipe, model: wanted.model.reference }
  const looks = looksOf(library, photo)
  const gates = {
    ...looks,
    seen: (seen: Seen) => {
      looks.seen(seen)
      return recolour ? undefined : ownColours(seen.colour, seen.remarks)
    },
  }
  const made = stored
    ? { ab: stored, remarks: [] }
    : await coloursOf(pictureOf(file), settings, context.pools.inBatches, gates, signal)
  if ('left' in made) return { skipped: { photo, reason: made.left } }
  const { ab } = made
  const map = library.maps.put(ab)
  report('written')
  if (library.maps.get(map).state !== 'present') {
    throw new TintypeError(
      'output-wrong',
      `The colours of ${file.path} could not be read back from the disk.`,
    )
  }
  report('verified')
  return {
    commit: () => {
      // Whoever cancelled or undid the batch meanwhile wants no version of it.
      signal.throwIfAborted()
      files.requireSame(file)
      return nothingToDo(library, wanted) ?? show(library, wanted, batch, made)
    },
  }
}

interface Made {
  ab: AbMap
  /** What is to be said of how the file was read. */
  remarks: Remark[]
}

/** Looked at twice: somebody may develop the photo while it is coloured. */
function nothingToDo(library: Library, wanted: Wanted): Ending<AppOutcome> | undefined {
  const { photo, beside } = wanted
  const isAdjusted = !beside && adjustedByHand(library, photo)
  const shown = library.versions.of(photo).find(({ current }) => current)
  const isMade = shown && isVersionOf(shown, wanted) && library.versions.map(shown.id).state === 'present'
  // A draft waits for its maker even where the version below it is what was asked for.
  if (isMade && (beside || library.drafts.among([photo]).length === 0)) {
    return { skipped: { photo, reason: 'already-made' } }
  }
  return isAdjusted ? { skipped: { photo, reason: 'adjusted' } } : undefined
}

/** Shows the version that is wanted: one that is there, or a new one. */
function show(
  { versions, colourings }: Library,
  wanted: Wanted,
  batch: number,
  { ab, remarks }: Made,
): Ending<AppOutcome> {
  const { photo, recipe, model } = wanted
  const known = versions.of(photo)
  const before = known.find(({ current }) => current)?.id ?? null
  const there = known.findLast((version) => isVersionOf(version, wanted))
  const version =
    there ?? versions.add({ photo, ab, recipe, origin: model.origin, name: nameOf(model, recipe, known) })
  // Its file was missing or damaged.
  if (there && versions.map(there.id).state !== 'present') versions.setMap(there.id, ab, model.origin)
  versions.makeCurrent(version.id)
  colourings.record({ batch, photo, version: version.id, made: there === undefined, before })
  return { done: { photo, ...(remarks.length > 0 && { remarks }) } }
}

function storedColours({ versions }: Library, wanted: Wanted): AbMap | undefined {
  const known = versions.of(wanted.photo).findLast((version) => hasColoursOf(version, wanted))
  const stored = known && versions.map(known.id)
  return stored?.state === 'present' ? stored.ab : undefined
}

/** What people call a version that they did not name. */
export function nameOf(
  { title }: Pick<UsedModel, 'title'>,
  { size }: Recipe,
  others: readonly StoredVersion[],
): string {
  return freeName(
    `${title} ${size}`,
    others.map(({ name }) => name),
  )
}

function isVersionOf(version: StoredVersion, wanted: Wanted): boolean {
  return hasColoursOf(version, wanted) && recipeKey(version.recipe) === recipeKey(wanted.recipe)
}

function hasColoursOf({ map, stale, origin, recipe }: StoredVersion, wanted: Wanted): boolean {
  const isAlike =
    origin.weights === wanted.model.origin.weights && colourKey(recipe) === colourKey(wanted.recipe)
  return map !== null && !stale && isAlike
}

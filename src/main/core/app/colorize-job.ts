import { type Recipe, recipeSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { ownColours } from '../colorize/recipe.ts'
import type { Attempt, Report } from '../jobs/queue.ts'
import type { Library, StoredVersion } from '../library/index.ts'
import { pictureOf } from '../picture-of.ts'
import { modelFor, type UsedModel } from './colours.ts'
import type { CurrentFiles } from './current-files.ts'
import { predictColours } from './prediction.ts'
import type { AppOutcome, ColorizeTask } from './tasks.ts'
import type { Workforce } from './workforce.ts'

/**
 * Gives one photo a version: L, prediction, map on the disk and read back, and with the end of the job
 * the row. A version with the same colours serves again, so that a job done twice leaves one.
 * Errors: `file-*`, `picture-*`, `model-*`, `worker-*`, `out-of-memory`.
 */
export async function colorizeJob(
  { photo, recipe, recolour }: ColorizeTask,
  { library, workforce, files }: { library: Library; workforce: Workforce; files: CurrentFiles },
  report: Report,
  signal: AbortSignal,
): Promise<Attempt<AppOutcome>> {
  const file = await files.read(photo)
  const { path } = file
  const picture = pictureOf(file)
  const model = await modelFor(recipe.model)
  const made = library.versions.of(photo).findLast((version) => hasColoursOf(version, recipe, model))
  if (made && library.versions.map(made.id).state === 'present') {
    return { commit: () => reuse(library, made, recipe) }
  }
  const { l, colour, remarks } = await workforce.imaging.use((client) =>
    client.prepare({ picture, size: recipe.size }),
  )
  const reason = recolour ? undefined : ownColours(colour, remarks)
  if (reason) return { skipped: { photo, reason } }
  signal.throwIfAborted()
  const { ab } = await workforce.predict((engine) =>
    predictColours(engine, l, model.place, recipe.hints, recipe.flipAveraged),
  )
  signal.throwIfAborted()
  const map = library.maps.put(ab)
  report('written')
  if (library.maps.get(map).state !== 'present') {
    throw new TintypeError('output-wrong', `The colours of ${path} could not be read back from the disk.`)
  }
  report('verified')
  return {
    commit: () => {
      files.requireSame(file)
      library.versions.add({ photo, ab, recipe, origin: model.origin, name: nameOf(model, recipe) })
      return { done: { photo, ...(remarks.length > 0 && { remarks }) } }
    },
  }
}

/** What people call a version that they did not name. */
function nameOf({ title }: UsedModel, { size }: Recipe): string {
  return `${title} ${size}`
}

function hasColoursOf(version: StoredVersion, recipe: Recipe, { origin }: UsedModel): boolean {
  return (
    !version.stale &&
    version.origin.weights === origin.weights &&
    colourKey(version.recipe) === colourKey(recipeSchema.parse(recipe))
  )
}

/** The part of a recipe that decides the map. */
function colourKey({ model, size, flipAveraged, hints }: Recipe): string {
  return JSON.stringify([
    model,
    size,
    flipAveraged,
    hints.map(({ x, y, radius, a, b }) => [x, y, radius, a, b]),
  ])
}

function reuse(library: Library, { id, photo }: StoredVersion, { adjustments }: Recipe) {
  const { current, recipe } = library.versions.get(id)
  const isSame = JSON.stringify(recipe.adjustments) === JSON.stringify(adjustments)
  if (current && isSame) return { skipped: { photo, reason: 'already-made' as const } }
  library.versions.setAdjustments(id, adjustments)
  library.versions.makeCurrent(id)
  return { done: { photo } }
}

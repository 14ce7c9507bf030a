import type { Draft, Recipe } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { coloursOf } from '../colorize/colours.ts'
import { nameOf } from '../colorize/job.ts'
import { looksOf } from '../colorize/looks.ts'
import { modelFor, originOf } from '../colorize/used-model.ts'
import type { VersionColours } from '../colorize/version-colours.ts'
import type { AppEventHub } from '../events.ts'
import type { Library, PhotoFile } from '../library/index.ts'
import type { CurrentFiles } from '../photos/current-files.ts'
import { pictureOf } from '../workers/picture-of.ts'
import type { WorkerPools } from '../workers/pools.ts'

export interface DraftsContext {
  library: Library
  colours: VersionColours
  files: CurrentFiles
  pools: WorkerPools
  events: AppEventHub
}

/**
 * Makes versions of the drafts of a photo; the one changed last is then the current version. A draft that
 * is changed meanwhile stays beside its version.
 * @throws those of reading and predicting, `model-*`.
 */
export async function keepDrafts(photo: number, context: DraftsContext, signal: AbortSignal): Promise<void> {
  const { library, files, events } = context
  for (const draft of library.drafts.of(photo).filter(({ stale }) => !stale)) {
    const file = await files.read(photo)
    const { recipe } = draft
    const stored = storedColours(draft, context)
    const ab = stored ?? (await computedColours(file, recipe, context))
    const origin = await originOf(recipe.model, stored && draft.weights, library.versions.of(photo))
    const title = await modelFor(recipe.model).then(
      (model) => model.title,
      () => recipe.model,
    )
    signal.throwIfAborted()
    files.requireSame(file)
    library.transaction(() => {
      library.drafts.remove({ ...draft, writer: '' })
      library.versions.add({
        ...{ photo, ab, recipe, origin, byHand: true },
        name: nameOf({ title }, recipe, library.versions.of(photo)),
        ...(draft.version !== null && { parent: draft.version }),
      })
    })
    events.photosChanged([photo])
  }
}

/** Colours that a version had; their weights may be gone by now. */
function storedColours({ map }: Draft, { library }: DraftsContext): AbMap | undefined {
  const stored = map === null ? undefined : library.maps.get(map)
  return stored?.state === 'present' ? stored.ab : undefined
}

async function computedColours(
  file: PhotoFile,
  recipe: Recipe,
  { library, pools }: DraftsContext,
): Promise<AbMap> {
  const { reference: model } = await modelFor(recipe.model)
  const looks = looksOf(library, file.id)
  return (await coloursOf(pictureOf(file), { ...recipe, model }, pools.inBatches, looks)).ab
}

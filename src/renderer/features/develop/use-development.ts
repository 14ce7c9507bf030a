import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { adjustmentsSchema, type PhotoDetail, type Recipe } from '../../../shared/contract/library.ts'
import { useHost } from '../../lib/host-context.tsx'
import { useNotify } from '../../lib/notices.tsx'
import { keys } from '../../lib/queries/keys.ts'
import { coloursQuery } from '../../lib/queries/versions.ts'
import { useModels, useSettings } from '../../lib/queries/whole.ts'
import { Colourist, colourName, type DraftRecipe } from './colourist.ts'
import { keep, keepingOf } from './keeping.ts'
import { type KeptVersion, withoutPastWeights } from './past-weights.ts'
import { type Colours, useColours } from './use-colours.ts'
import { type RecipeHistory, useRecipe } from './use-recipe.ts'

export interface Development extends Pick<RecipeHistory, 'recipe' | 'set' | 'drag' | 'undo' | 'redo'> {
  photo: PhotoDetail
  versions: readonly KeptVersion[]
  colours: Colours
  colourist: Colourist
  /** The recipe to start from: the one on screen, or the settings' for a photo not yet coloured. */
  basis: DraftRecipe
  /** Colours on screen are in no version yet. */
  unkept: boolean
  /** Puts what is on screen into the library; answers the version. */
  keep: () => ReturnType<typeof keep>
}

/** Sliders are kept by themselves when they rest this long, ms. */
const rest = 500

/** Everything that is in the making of one photo's colours. */
export function useDevelopment(photo: PhotoDetail, versions: readonly KeptVersion[]): Development {
  const { client } = useHost()
  const cache = useQueryClient()
  const { attempt } = useNotify()
  const basisOfNew = useUsualRecipe()
  const colourist = useColourist(photo.id, versions)
  const current = versions.find((version) => version.current)
  const history = useRecipe(current?.recipe ?? null)
  const { recipe, settled, dragging } = history
  const recolouring = recipe !== null && settled !== null && colourName(recipe) !== colourName(settled)
  const colours = useColours(colourist, recipe, dragging && recolouring)
  const { data: models = [] } = useModels()
  const nameOf = useVersionName()
  const keeping = keepingOf(settled, versions)

  const underWay = useRef<ReturnType<typeof keep> | undefined>(undefined)
  /** Once at a time: leaving and a click at the same moment make one version. */
  const keepNow = () => {
    const work = async () => {
      if (!settled) return undefined
      // Of now, while the colours are computed: a model may change before they are kept.
      const weights = settled.weights ?? models.find(({ id }) => id === settled.model)?.weights
      const map = keeping.kind === 'create' ? await colourist.colours(settled) : undefined
      const made = map && { map, weights }
      const version = await keep(client, photo, settled, versions, made, nameOf(settled))
      await cache.invalidateQueries({ queryKey: keys.versions(photo.id) })
      return version
    }
    underWay.current ??= work().finally(() => {
      underWay.current = undefined
    })
    return underWay.current
  }

  // Leaving the photo keeps what is on it: nobody's work is lost by looking at the next one.
  const onLeave = useRef(() => {})
  useEffect(() => {
    onLeave.current = () => keeping.kind !== 'nothing' && attempt(keepNow)
  })
  useEffect(() => {
    const leave = () => onLeave.current()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [])

  // What needs no new version is kept at once, so that the library always shows what is here.
  const needed = keeping.kind
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each recipe that rests
  useEffect(() => {
    if (needed !== 'adjust' && needed !== 'select') return
    const timer = setTimeout(() => attempt(keepNow), rest)
    return () => clearTimeout(timer)
  }, [needed, settled])

  return {
    ...history,
    set: (next) => history.set(withoutPastWeights(next, versions)),
    drag: (next) => history.drag(withoutPastWeights(next, versions)),
    photo,
    versions,
    colours,
    colourist,
    basis: recipe ?? basisOfNew,
    unkept: keeping.kind === 'create',
    keep: keepNow,
  }
}

/** The colourist of a photo, which reads the maps of its versions instead of computing them again. */
function useColourist(photo: number, versions: readonly KeptVersion[]): Colourist {
  const { client } = useHost()
  const cache = useQueryClient()
  const latest = useRef(versions)
  useEffect(() => {
    latest.current = versions
  })
  return useMemo(
    () =>
      new Colourist(client, photo, async (recipe) => {
        const name = colourName(recipe)
        const version = latest.current.find((one) => colourName(one.recipe) === name)
        return version && cache.fetchQuery(coloursQuery(client, version))
      }),
    [client, cache, photo],
  )
}

function useUsualRecipe(): Recipe {
  const { model, size } = useSettings()
  return useMemo(
    () => ({ model, size, flipAveraged: false, hints: [], adjustments: adjustmentsSchema.parse({}) }),
    [model, size],
  )
}

function useVersionName(): (recipe: Recipe) => string {
  const { t } = useTranslation()
  const { data: models = [] } = useModels()
  return ({ model, size, hints }) => {
    const title = models.find(({ id }) => id === model)?.title ?? model
    return hints.length > 0
      ? t('develop.history.nameHints', { model: title, size, count: hints.length })
      : t('develop.history.name', { model: title, size })
  }
}

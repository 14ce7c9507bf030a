import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, PhotoDetail, Recipe, Version } from '../../../../shared/contract/library.ts'
import { freeName } from '../../../../shared/free-name.ts'
import { colourKey, usualAdjustments } from '../../../../shared/recipe.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { keys } from '../../../lib/queries/query-keys.ts'
import { useModels } from '../../../lib/queries/use-installation.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import { coloursQuery } from '../../../lib/queries/use-versions.ts'
import { useNotify } from '../../../ui/notices.tsx'
import { Colourist, type DraftRecipe } from './colourist.ts'
import { DraftKeeper, Line, versionLike } from './draft-keeper.ts'
import {
  type KeptVersion,
  type OpenableDraft,
  recipeOfDraft,
  withoutPastWeights,
  withPastWeights,
} from './past-weights.ts'
import { type Colours, useColours } from './use-colours.ts'
import { ownVersions } from './use-elsewhere.ts'
import { useOnLeave } from './use-on-leave.ts'
import { type RecipeHistory, type Step, useRecipe } from './use-recipe.ts'

export interface Development
  extends Pick<RecipeHistory, 'recipe' | 'set' | 'drag' | 'preview' | 'undo' | 'redo' | 'mark' | 'rewind'> {
  photo: PhotoDetail
  versions: readonly KeptVersion[]
  /** Drafts on the disk but for the one in hand, with the recipes that they open with. */
  otherDrafts: readonly OpenableDraft[]
  colours: Colours
  colourist: Colourist
  /** The recipe to start from: the one on screen, or the settings' for a photo not yet coloured. */
  basis: DraftRecipe
  /** What is on screen is in no version yet. */
  isDraft: boolean
  /** Shows a version, here and in the library; what is developed from it is a draft of its own. */
  openVersion: (version: KeptVersion) => void
  openDraft: (draft: OpenableDraft) => void
  /** Takes the draft in hand away: back to the version that the library shows. */
  discard: () => void
  /** Asks anew after a version was deleted; where it was on screen, the one that the library shows now is. */
  deleted: (version: KeptVersion) => Promise<void>
  /** Makes a version of the draft in hand, under a name if one is given; answers the version on screen. */
  keep: (name?: string) => Promise<Pick<Version, 'id'> | undefined>
}

/** A version is shown in the library when it has been on screen this long after a step, ms. */
const rest = 500

/** Everything that is in the making of one photo's colours. `opened`: its drafts when it was opened. */
export function useDevelopment(
  photo: PhotoDetail,
  versions: readonly KeptVersion[],
  drafts: readonly OpenableDraft[],
): Development {
  const host = useHost()
  const { client } = host
  const cache = useQueryClient()
  const { attempt, say, fail } = useNotify()
  const { t } = useTranslation()
  const basisOfNew = useUsualRecipe()
  const colourist = useColourist(photo.id, versions, drafts)
  const history = useRecipe(() => firstStep(versions, drafts))
  const { recipe, shown, settled, touched, dragging } = history
  const { line } = settled
  const recolouring =
    shown !== null && settled.recipe !== null && colourKey(shown) !== colourKey(settled.recipe)
  const colours = useColours(colourist, shown, dragging && recolouring)
  const { data: models = [] } = useModels()
  const nameOf = useVersionName()
  const keeper = useMemo(
    () =>
      new DraftKeeper(
        host,
        { id: photo.id, hash: photo.hash },
        {
          diverged: () => say(t('develop.drafts.diverged')),
          failed: fail,
        },
      ),
    [host, photo.id, photo.hash, say, fail, t],
  )
  const current = versions.find((version) => version.current)
  const same = versionLike(settled.recipe, versions)
  const isDraft = settled.recipe !== null && !same
  const weightsOf = ({ model, weights }: DraftRecipe) =>
    weights ?? models.find(({ id }) => id === model)?.weights

  // Only what is done in this window is saved or shown: a change elsewhere is none of its steps.
  const latest = useRef({ versions, weightsOf })
  useEffect(() => {
    latest.current = { versions, weightsOf }
  })
  const toShow = useRef<(() => void) | undefined>(undefined)
  // Before the effect that waits, whose end would forget what waits.
  useOnLeave(() => {
    toShow.current?.()
    keeper.flush()
  })
  useEffect(() => {
    if (!touched) return
    const found = versionLike(settled.recipe, latest.current.versions)
    const drafted = found ? null : settled.recipe
    // A model that is gone has no weights; its recipe is a draft all the same.
    const content = drafted && {
      recipe: drafted,
      weights: latest.current.weightsOf(drafted) ?? drafted.model,
    }
    keeper.put(settled.line, content)
    if (!found || found.current) return
    const show = () => {
      toShow.current = undefined
      attempt(() => client['versions.select']({ id: found.id }))
    }
    toShow.current = show
    const timer = setTimeout(show, rest)
    return () => {
      toShow.current = undefined
      clearTimeout(timer)
    }
  }, [settled, touched, keeper, client, attempt])
  const make = (name: string | undefined) =>
    keeper.alone(line, async () => {
      const drafted = settled.recipe
      if (!drafted) return undefined
      const waiting = keeper.take(line)
      try {
        // Of now, while the colours are computed: a model may change before they are kept.
        const weights = weightsOf(drafted)
        const taken = versions.map((version) => version.name)
        const version = await client['versions.create']({
          ...{ photo: photo.id, hash: photo.hash, recipe: drafted, ab: await colourist.colours(drafted) },
          name: name || freeName(nameOf(drafted), taken),
          ...(weights !== undefined && { weights }),
          ...(line.base !== null && { parent: line.base }),
          ...(line.stored && { draft: line.stored }),
        })
        ownVersions(host).add(version.id)
        line.ended(version.id)
        await refresh()
        return version
      } catch (thrown) {
        if (waiting) keeper.put(line, waiting)
        throw thrown
      }
    })
  const refresh = () =>
    Promise.all(
      [keys.versions(photo.id), keys.drafts(photo.id)].map((queryKey) =>
        cache.invalidateQueries({ queryKey }),
      ),
    )
  const underWay = useRef<ReturnType<Development['keep']> | undefined>(undefined)

  const ofToday = (next: DraftRecipe) => withoutPastWeights(next, [...versions, ...drafts])

  return {
    ...history,
    set: (next) => history.set(ofToday(next)),
    drag: (next) => history.drag(ofToday(next)),
    preview: (next) => history.preview(next && ofToday(next)),
    photo,
    versions,
    otherDrafts: drafts.filter(({ draft }) => draft.id !== line.stored?.id),
    colours,
    colourist,
    basis: recipe ?? basisOfNew,
    isDraft,
    openVersion: (version) => history.turnTo({ recipe: version.recipe, line: new Line(version.id) }),
    openDraft: (one) => history.turnTo({ recipe: one.recipe, line: new Line(one.draft.version, one.draft) }),
    discard: () => {
      keeper.put(line, null)
      keeper.flush()
      history.turnTo(stepOf(current))
    },
    deleted: async (version) => {
      await refresh()
      if (version.id !== same?.id) return
      const left = cache.getQueryData<Version[]>(keys.versions(photo.id)) ?? []
      const shown = left.find((one) => one.current)
      history.turnTo(stepOf(shown && withPastWeights(shown, models)))
    },
    keep: (name) => {
      if (!isDraft) return Promise.resolve(same)
      // Once at a time: two clicks make one version.
      underWay.current ??= make(name).finally(() => {
        underWay.current = undefined
      })
      return underWay.current
    },
  }
}

/** The photo as it was left: its newest draft, or the version that the library shows. */
function firstStep(versions: readonly KeptVersion[], drafts: readonly OpenableDraft[]): Step {
  const newest = drafts.findLast(({ draft }) => !draft.stale)
  if (newest) return { recipe: newest.recipe, line: new Line(newest.draft.version, newest.draft) }
  return stepOf(versions.find(({ current }) => current))
}

function stepOf(version: KeptVersion | undefined): Step {
  return { recipe: version?.recipe ?? null, line: new Line(version?.id ?? null) }
}

/** The drafts of a photo with what each opens with. */
export function useOpenableDrafts(drafts: readonly Draft[] | undefined): readonly OpenableDraft[] {
  const { data: models } = useModels()
  return useMemo(
    () => (drafts ?? []).map((draft) => ({ draft, recipe: recipeOfDraft(draft, models ?? []) })),
    [drafts, models],
  )
}

/** The colourist of a photo, which reads the maps of its versions and drafts instead of computing them again. */
function useColourist(
  photo: number,
  versions: readonly KeptVersion[],
  drafts: readonly OpenableDraft[],
): Colourist {
  const { client } = useHost()
  const cache = useQueryClient()
  const latest = useRef({ versions, drafts })
  useEffect(() => {
    latest.current = { versions, drafts }
  })
  return useMemo(
    () =>
      new Colourist(client, photo, async (recipe) => {
        const key = colourKey(recipe)
        const version = latest.current.versions.find((one) => one.map && colourKey(one.recipe) === key)
        if (version) return cache.fetchQuery(coloursQuery(client, version))
        const one = latest.current.drafts.find(({ draft, recipe }) => draft.map && colourKey(recipe) === key)
        return (one && (await client['drafts.ab']({ id: one.draft.id })).ab) ?? undefined
      }),
    [client, cache, photo],
  )
}

function useUsualRecipe(): Recipe {
  const { model, size } = useSettings()
  return useMemo(
    () => ({ model, size, flipAveraged: false, hints: [], adjustments: usualAdjustments }),
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

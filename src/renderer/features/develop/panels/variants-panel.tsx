import { Images } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import { type NetworkSize, networkSizes, usualHintMethod } from '../../../../shared/contract/engine.ts'
import { colourKey } from '../../../../shared/recipe.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { loadBitmap } from '../../../lib/picture/load-bitmap.ts'
import { paintSmall } from '../../../lib/picture/thumbnail-painter.ts'
import { useModels } from '../../../lib/queries/use-installation.ts'
import { Button } from '../../../ui/button.tsx'
import { CheckField } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useNotify } from '../../../ui/notices.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { type DraftRecipe, quickSize } from '../development/colourist.ts'
import type { Development } from '../development/use-development.ts'
import styles from './panels.module.css'

/** The recipe with another model, as it is today, or another size; of another model hints are spread as today. */
function variantOf(basis: DraftRecipe, model: Model, size: NetworkSize): DraftRecipe {
  const hintMethod = model.id === basis.model ? basis.hintMethod : usualHintMethod
  return { ...basis, model: model.id, size, hintMethod, weights: undefined }
}

/** The quick size serves dragging; nobody would choose it. */
const sizes = networkSizes.filter((size) => size !== quickSize)

/** The same photo by every model at every size. A variant gets its picture once it has been computed. */
export function VariantsPanel({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { attempt } = useNotify()
  const { data: models = [] } = useModels()
  const { basis, recipe, set, colourist } = development
  const [computed, setComputed] = useState(0)
  const current = recipe && models.find(({ id }) => id === recipe.model)
  const tuned = current?.tuned
  const base = tuned && models.find(({ id }) => id === tuned.base.id)
  const computeAll = () =>
    attempt(async () => {
      for (const model of models) {
        for (const size of sizes) {
          await colourist.colours(variantOf(basis, model, size))
          setComputed((count) => count + 1)
        }
      }
    })
  return (
    <Panel
      title={t('develop.variants.title')}
      tools={<IconButton label={t('develop.variants.all')} icon={Images} onClick={computeAll} />}
    >
      {models.map((model) => (
        <div key={model.id} className={styles.variants}>
          <h4>{model.title}</h4>
          {sizes.map((size) => {
            const variant = variantOf(basis, model, size)
            return (
              <Variant
                key={size}
                label={t('develop.variants.label', { model: model.title, size })}
                development={development}
                variant={variant}
                computed={computed}
                chosen={recipe !== null && colourKey(recipe) === colourKey(variant)}
                onChoose={() => set(variant)}
              />
            )
          })}
        </div>
      ))}
      {current && recipe.weights && (
        <p className={styles.quiet}>{t('develop.variants.past', { model: current.title })}</p>
      )}
      {base && (
        <Button onClick={() => set(variantOf(basis, base, basis.size))}>
          {t('develop.variants.toBase', { base: base.title })}
        </Button>
      )}
      <CheckField
        label={t('develop.variants.flip')}
        checked={basis.flipAveraged}
        onChange={(flipAveraged) => set({ ...basis, flipAveraged })}
      />
    </Panel>
  )
}

interface VariantProps {
  label: string
  development: Development
  variant: DraftRecipe
  /** Grows when more variants are at hand. */
  computed: number
  chosen: boolean
  onChoose: () => void
}

function Variant({ label, development, variant, computed, chosen, onChoose }: VariantProps) {
  const { t } = useTranslation()
  const host = useHost()
  const { photo, colourist, colours } = development
  const canvas = useRef<HTMLCanvasElement>(null)
  const address = host.resource({ kind: 'thumb', photo: photo.id, picture: photo.picture })
  const map = colourist.known(variant)
  const { adjustments } = variant
  // biome-ignore lint/correctness/useExhaustiveDependencies: `computed` and the shown map tell of new maps
  useEffect(() => {
    if (!map) return
    const left = new AbortController()
    loadBitmap(address, left.signal)
      .then((picture) => {
        const bitmap = paintSmall(picture, map, adjustments)
        if (left.signal.aborted || !canvas.current) return
        canvas.current.width = bitmap.width
        canvas.current.height = bitmap.height
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0)
      })
      // Without WebGL2 the label alone stands for the variant.
      .catch(() => {})
    return () => left.abort()
  }, [address, map, adjustments, computed, colours.map])
  return (
    <button
      type="button"
      className={styles.variant}
      aria-pressed={chosen}
      aria-label={label}
      title={label}
      onClick={onChoose}
    >
      <span className={styles.picture}>
        <img src={address} alt="" />
        <canvas ref={canvas} hidden={!map} aria-hidden />
      </span>
      {t('develop.variants.size', { size: variant.size })}
    </button>
  )
}

import { useTranslation } from 'react-i18next'
import type { Ab } from '../../../shared/colour/lab.ts'
import { nearestMaterial } from './nearest.ts'

/** Says a colour in a word or two: by the name that a person gave it, or as the material that it is like. */
export function useColourWords(): (colour: Ab & { name?: string | undefined }) => string {
  const { t } = useTranslation()
  return (colour) => {
    if (colour.name) return colour.name
    const { name, same } = nearestMaterial(colour)
    const word = t(`develop.swatches.${name}`)
    return same ? word : t('develop.swatches.like', { colour: word })
  }
}

import { useTranslation } from 'react-i18next'
import { nearestSwatch } from './swatches.ts'

/** Says a colour in a word or two. */
export function useColourWords(): (colour: { a: number; b: number }) => string {
  const { t } = useTranslation()
  return (colour) => {
    const { name, same } = nearestSwatch(colour)
    const word = t(`develop.swatches.${name}`)
    return same ? word : t('develop.swatches.like', { colour: word })
  }
}

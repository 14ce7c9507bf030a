import { useTranslation } from 'react-i18next'
import type { Hint } from '../../../../shared/contract/engine.ts'
import { useColourWords } from '../../../lib/colours/use-colour-words.ts'

/** Says in a few words what a hint does. */
export function useHintWords(): (hint: Hint) => string {
  const { t } = useTranslation()
  const wordsOf = useColourWords()
  return (hint) => {
    const what = hint.keeps ? t('develop.hints.keeps') : wordsOf(hint)
    return hint.path ? t('develop.hints.stroke', { what }) : what
  }
}

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Panel } from '../../../ui/panel.tsx'
import styles from '../panels/panels.module.css'
import { cssColour } from './swatches.ts'
import { useColourWords } from './use-colour-words.ts'
import type { HintEditing } from './use-hints.ts'

/** L* of the swatches in the list. */
const swatchLightness = 60

export function HintsPanel({ hints }: { hints: HintEditing }) {
  const { t } = useTranslation()
  const wordsOf = useColourWords()
  const { hints: list } = hints
  return (
    <Panel title={t('develop.hints.title')}>
      {list.length === 0 && <p className={styles.quiet}>{t('develop.hints.empty')}</p>}
      <ul>
        {list.map((hint, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hints have no name but their number
          <li key={index} className={styles.line}>
            <button type="button" className={styles.open} onClick={() => hints.choose(index)}>
              <span className={styles.swatch} style={{ background: cssColour(swatchLightness, hint) }} />
              {t('develop.hints.item', { number: index + 1 })}
              <span className={styles.quiet}>{wordsOf(hint)}</span>
            </button>
            <IconButton
              label={t('develop.hints.remove', { number: index + 1 })}
              icon={X}
              onClick={() => hints.remove(index)}
            />
          </li>
        ))}
      </ul>
      {list.length > 1 && <Button onClick={hints.removeAll}>{t('develop.hints.removeAll')}</Button>}
    </Panel>
  )
}

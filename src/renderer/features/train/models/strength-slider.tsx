import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import type { Tuned } from '../../../../shared/contract/model.ts'
import { Slider } from '../../../ui/slider.tsx'
import styles from '../train-room.module.css'
import { useModelActions } from './use-model-actions.ts'

/** From the base model to all that was learnt. */
export function StrengthSlider({ model, tuned }: { model: Model; tuned: Tuned }) {
  const { t } = useTranslation()
  const { setStrength } = useModelActions(model)
  const [value, setValue] = useState(tuned.strength)
  useEffect(() => setValue(tuned.strength), [tuned.strength])
  const commit = (strength: number) => {
    setValue(strength)
    setStrength(strength)
  }
  return (
    <div className={styles.strength}>
      <Slider
        label={t('train.models.strength')}
        value={value}
        min={0}
        max={1}
        step={0.01}
        usual={1}
        onChange={setValue}
        onCommit={commit}
      />
      <p className={styles.quiet}>{t('train.models.strengthHint', { base: tuned.base.title })}</p>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { sliderNames, sliders } from '../../../../shared/colour/sliders.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Slider } from '../../../ui/slider.tsx'
import type { Development } from '../development/use-development.ts'

/** What needs no network: these sliders only change how colours are applied. */
export function ColourPanel({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { basis, set, drag } = development
  const { adjustments } = basis
  return (
    <Panel title={t('develop.colour.title')}>
      {sliderNames.map((name) => (
        <Slider
          key={name}
          label={t(`develop.colour.${name}`)}
          value={adjustments[name]}
          {...sliders[name]}
          step={0.01}
          onChange={(value) => drag({ ...basis, adjustments: { ...adjustments, [name]: value } })}
          onCommit={(value) => set({ ...basis, adjustments: { ...adjustments, [name]: value } })}
        />
      ))}
    </Panel>
  )
}

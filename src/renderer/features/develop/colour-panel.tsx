import { useTranslation } from 'react-i18next'
import { adjustmentsSchema } from '../../../shared/contract/library.ts'
import { Panel } from '../../ui/panel.tsx'
import { Slider } from '../../ui/slider.tsx'
import type { Development } from './use-development.ts'

const usual = adjustmentsSchema.parse({})
const sliders = [
  { name: 'strength', min: 0, max: 2 },
  { name: 'saturation', min: 0, max: 2 },
  { name: 'temperature', min: -1, max: 1 },
] as const

/** What needs no network: these sliders only change how colours are applied. */
export function ColourPanel({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { basis, set, drag } = development
  const { adjustments } = basis
  return (
    <Panel title={t('develop.colour.title')}>
      {sliders.map(({ name, min, max }) => (
        <Slider
          key={name}
          label={t(`develop.colour.${name}`)}
          value={adjustments[name]}
          min={min}
          max={max}
          step={0.01}
          usual={usual[name]}
          onChange={(value) => drag({ ...basis, adjustments: { ...adjustments, [name]: value } })}
          onCommit={(value) => set({ ...basis, adjustments: { ...adjustments, [name]: value } })}
        />
      ))}
    </Panel>
  )
}

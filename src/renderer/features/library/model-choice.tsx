import { useTranslation } from 'react-i18next'
import { useModels } from '../../lib/queries/use-installation.ts'
import { useChangeSettings, useSettings } from '../../lib/queries/use-settings.ts'
import { Select } from '../../ui/select.tsx'

/** Which model colours, beside the button that starts it; nothing to choose while there is one alone. */
export function ModelChoice() {
  const { t } = useTranslation()
  const { model } = useSettings()
  const change = useChangeSettings()
  const { data: models = [] } = useModels()
  if (models.length < 2) return null
  return (
    <Select
      bare
      label={t('selection.model')}
      value={model}
      options={models.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={(id) => change({ model: id })}
    />
  )
}

import { useTranslation } from 'react-i18next'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { useChangeSettings, useSettings } from '../../../lib/queries/use-settings.ts'
import { Select } from '../../../ui/select.tsx'

/** Which palette is at hand, on the next photos, too. */
export function PaletteChoice({ onChange }: { onChange?: () => void }) {
  const { t } = useTranslation()
  const palettes = usePalettes()
  const { palette } = useSettings()
  const change = useChangeSettings()
  if (palettes.length === 0) return null
  const isThere = palettes.some(({ id }) => id === palette)
  return (
    <Select
      bare
      label={t('develop.hints.palette')}
      value={isThere ? `${palette}` : ''}
      options={[
        { value: '', label: t('develop.hints.noPalette') },
        ...palettes.map(({ id, name }) => ({ value: `${id}`, label: name })),
      ]}
      onChange={(id) => {
        change({ palette: id === '' ? null : Number(id) })
        onChange?.()
      }}
    />
  )
}

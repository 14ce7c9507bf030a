import { useMutation } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { engineChoices, type NetworkSize, networkSizes } from '../../../shared/contract/engine.ts'
import { useFormats } from '../../lib/format.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { useEngine, useModels } from '../../lib/queries/use-installation.ts'
import { useChangeSettings, useSettings } from '../../lib/queries/use-settings.ts'
import { Button } from '../../ui/button.tsx'
import { useNotify } from '../../ui/notices.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './settings.module.css'

/** What was found, how fast it is, and what to use. */
export function EngineSettings() {
  const { t } = useTranslation()
  const settings = useSettings()
  const change = useChangeSettings()
  const { data } = useEngine()
  const { data: models = [] } = useModels()
  return (
    <section className={styles.section} aria-labelledby="settings-engine">
      <h2 id="settings-engine">{t('settings.engine')}</h2>
      {data && <p>{t('settings.running', { device: data.info.device })}</p>}
      {data?.fallbackReason && <p className={styles.quiet}>{data.fallbackReason.message}</p>}
      <Select
        label={t('settings.engineChoice')}
        value={settings.engine}
        options={engineChoices.map((value) => ({ value, label: t(`settings.engines.${value}`) }))}
        onChange={(engine) => change({ engine })}
      />
      <Select
        label={t('settings.model')}
        value={settings.model}
        options={models.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(model) => change({ model })}
      />
      <Select
        label={t('settings.size')}
        hint={t('settings.sizeHint')}
        value={`${settings.size}`}
        options={networkSizes.map((size) => ({ value: `${size}`, label: `${size}` }))}
        onChange={(size) => change({ size: Number(size) as NetworkSize })}
      />
      <Measurements />
    </section>
  )
}

function Measurements() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { fail } = useNotify()
  const formats = useFormats()
  const { mutate, data, isPending } = useMutation({
    mutationFn: () => client['engine.measure']({}),
    onError: fail,
  })
  return (
    <>
      <Button icon={Gauge} disabled={isPending} onClick={() => mutate()}>
        {t(isPending ? 'settings.measuring' : 'settings.measure')}
      </Button>
      {data && (
        <table className={styles.table} aria-live="polite">
          <tbody>
            {data.engines.map(({ engine, device, perSecond, missing }) => (
              <tr key={engine}>
                <th scope="row">{t(`settings.engines.${engine}`)}</th>
                <td>{device ?? t('settings.notHere', { reason: missing?.message })}</td>
                <td>
                  {perSecond !== null && t('settings.perSecond', { rate: formats.number(perSecond, 1) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

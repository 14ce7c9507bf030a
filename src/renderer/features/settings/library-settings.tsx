import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settingsSchema } from '../../../shared/contract/library.ts'
import { unknownField } from '../../../shared/export-pattern.ts'
import { useFormats } from '../../lib/format.ts'
import { useLibraryInfo } from '../../lib/queries/use-installation.ts'
import { useChangeSettings, useSettings } from '../../lib/queries/use-settings.ts'
import { Field } from '../../ui/field.tsx'
import { OwnFiles } from './own-files.tsx'
import styles from './settings.module.css'

/** Where the library lies, what it takes, and how results are named. */
export function LibrarySettings() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data } = useLibraryInfo()
  return (
    <section className={styles.section} aria-labelledby="settings-library">
      <h2 id="settings-library">{t('settings.library')}</h2>
      {data && (
        <>
          {data.notice && (
            <p className={styles.path}>
              {t(`settings.notice.${data.notice}`, {
                date: data.backup === null ? '' : formats.moment(data.backup),
              })}{' '}
              {data.setAside !== null && t('settings.setAside', { path: data.setAside })}
            </p>
          )}
          <p className={styles.path}>{data.folder}</p>
          <p className={styles.quiet}>
            {t('settings.holds', { count: data.photos, bytes: formats.bytes(data.bytes) })}
          </p>
        </>
      )}
      <SettingField
        name="cacheMegabytes"
        label={t('settings.cache')}
        {...(data && { hint: t('settings.cacheNow', { bytes: formats.bytes(data.cacheBytes) }) })}
      />
      <SettingField name="exportPattern" label={t('settings.pattern')} hint={t('exports.patternHint')} />
      <OwnFiles />
    </section>
  )
}

interface SettingFieldProps {
  name: 'cacheMegabytes' | 'exportPattern'
  label: string
  hint?: string
}

/** A setting to type in, kept when the field is left and holds something that can be kept. */
function SettingField({ name, label, hint }: SettingFieldProps) {
  const { t } = useTranslation()
  const known = `${useSettings()[name]}`
  const change = useChangeSettings()
  const [typed, setTyped] = useState(known)
  useEffect(() => setTyped(known), [known])
  const numeric = name === 'cacheMegabytes'
  const unknown = name === 'exportPattern' ? unknownField(typed) : undefined
  const leave = () => {
    if (typed === known || unknown !== undefined) return
    const parsed = settingsSchema.shape[name].safeParse(numeric ? Number(typed) : typed)
    if (parsed.success) change({ [name]: parsed.data })
    else setTyped(known)
  }
  return (
    <Field
      label={label}
      {...(hint && { hint })}
      error={unknown === undefined ? undefined : t('exports.patternUnknown', { field: unknown })}
      inputMode={numeric ? 'numeric' : 'text'}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={leave}
    />
  )
}

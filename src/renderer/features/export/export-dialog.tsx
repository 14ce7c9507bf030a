import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExportSettings, exportSettingsSchema } from '../../../shared/contract/app.ts'
import { unknownField } from '../../../shared/export-pattern.ts'
import { holdsDepth, type OutputFormat, outputFormats } from '../../../shared/output-formats.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { keys } from '../../lib/queries/query-keys.ts'
import { useSettings } from '../../lib/queries/use-settings.ts'
import { useStore } from '../../lib/store.ts'
import { useUsualFolder } from '../../lib/use-usual-folder.ts'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, Field } from '../../ui/field.tsx'
import { useNotify } from '../../ui/notices.tsx'
import { Select } from '../../ui/select.tsx'
import { EncodingFields } from './encoding-fields.tsx'
import styles from './export-dialog.module.css'
import { lastExportStore, withFormat } from './last-export.ts'
import { type Preset, presetNames, presetOf, presets } from './presets.ts'

const previewed = 3

/** Where results go, as what, and under which names. */
export function ExportDialog({ ids }: { ids: readonly number[] }) {
  const { t } = useTranslation()
  const { client, files } = useHost()
  const { attempt, say } = useNotify()
  const { exportPhotos } = useWorkspace()
  const { exportPattern } = useSettings()
  const [last, setLast] = useStore(lastExportStore)
  const [draft, setDraft] = useState<ExportSettings>({ ...last, pattern: last.pattern || exportPattern })
  const usualFolder = useUsualFolder()
  const settings = { ...draft, folder: draft.folder || usualFolder }
  const change = (part: Partial<ExportSettings>) => setDraft((known) => ({ ...known, ...part }))
  const drafts = useDrafts(ids)
  const [keepDrafts, setKeepDrafts] = useState(true)
  const { chooseDestination } = files
  const unknown = unknownField(settings.pattern)
  const ready = exportSettingsSchema.safeParse(settings).success && unknown === undefined
  const choose = () =>
    attempt(async () => {
      const folder = await chooseDestination?.()
      if (folder !== undefined) change({ folder })
    })
  const start = () =>
    attempt(async () => {
      await client['export.start']({ ids: [...ids], settings, ...(drafts > 0 && { keepDrafts }) })
      setLast(settings)
      exportPhotos(undefined)
      say(t('exports.started', { count: ids.length }))
    })
  const deep = holdsDepth(settings.format, 16)
  return (
    <Dialog title={t('exports.title', { count: ids.length })} onClose={() => exportPhotos(undefined)}>
      <div className={styles.fields}>
        <Choice<Preset | 'own'>
          label={t('exports.preset')}
          value={presetOf(settings) ?? 'own'}
          options={presetNames.map((value) => ({ value, label: t(`exports.presets.${value}`) }))}
          onChange={(preset) => preset !== 'own' && change(presets[preset])}
        />
        <div className={styles.folder}>
          <Field
            label={t('exports.folder')}
            {...(!chooseDestination && { hint: t('exports.onHost') })}
            value={settings.folder}
            onChange={({ target }) => change({ folder: target.value })}
          />
          {chooseDestination && <Button onClick={choose}>{t('exports.choose')}</Button>}
        </div>
        <Select<OutputFormat>
          label={t('exports.format')}
          value={settings.format}
          options={outputFormats.map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
          onChange={(format) => setDraft(withFormat(settings, format))}
        />
        <Select
          label={t('exports.depth')}
          value={`${settings.depth}`}
          options={(deep ? (['8', '16'] as const) : (['8'] as const)).map((value) => ({
            value,
            label: t(`exports.depths.${value}`),
          }))}
          onChange={(depth) => change({ depth: depth === '16' ? 16 : 8 })}
          {...(!deep && { hint: t('exports.depthHint') })}
        />
        <EncodingFields
          format={settings.format}
          encoding={settings.encoding ?? {}}
          onChange={(encoding) => change({ encoding })}
        />
        <Field
          label={t('exports.pattern')}
          hint={t('exports.patternHint')}
          error={unknown === undefined ? undefined : t('exports.patternUnknown', { field: unknown })}
          value={settings.pattern}
          maxLength={200}
          onChange={({ target }) => change({ pattern: target.value })}
        />
        <Names ids={ids} settings={settings} />
        {drafts > 0 && (
          <CheckField
            label={t('exports.keepDrafts', { count: drafts })}
            hint={t('exports.keepDraftsHint')}
            checked={keepDrafts}
            onChange={setKeepDrafts}
          />
        )}
        <CheckField
          label={t('exports.metadata')}
          hint={t('exports.metadataHint')}
          checked={settings.metadata}
          onChange={(metadata) => change({ metadata })}
        />
      </div>
      <footer className={styles.footer}>
        <p className={styles.quiet}>{t('exports.safe')}</p>
        <Button onClick={() => exportPhotos(undefined)}>{t('common.cancel')}</Button>
        <Button look="primary" disabled={!ready} onClick={start}>
          {t('exports.start')}
        </Button>
      </footer>
    </Dialog>
  )
}

/** How many of the photos have drafts, which an export without a word would pass over. */
function useDrafts(ids: readonly number[]): number {
  const { client } = useHost()
  const { data } = useQuery({
    queryKey: [...keys.drafts(), 'among', ids],
    queryFn: async () => (await client['drafts.among']({ ids: [...ids] })).photos.length,
    staleTime: 0,
  })
  return data ?? 0
}

/** The first names, as core would give them. */
function Names({ ids, settings }: { ids: readonly number[]; settings: ExportSettings }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const first = ids.slice(0, previewed)
  const ready =
    exportSettingsSchema.safeParse(settings).success && unknownField(settings.pattern) === undefined
  const { data, error } = useQuery({
    queryKey: ['export names', first, settings],
    queryFn: () => client['export.preview']({ ids: first, settings }),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.names}>
      <span className={styles.quiet}>{t('exports.preview')}</span>
      <output>
        {error ? (
          error.message
        ) : (
          <ul>
            {data?.names.map((name, index) => (
              <li key={first[index]}>{name}</li>
            ))}
            {ids.length > previewed && <li>{t('batch.more', { count: ids.length - previewed })}</li>}
          </ul>
        )}
      </output>
    </div>
  )
}

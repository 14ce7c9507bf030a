import { GraduationCap } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import { longestModelName } from '../../../../shared/contract/engine.ts'
import type { DatasetReport, FinetunePreset } from '../../../../shared/contract/finetune.ts'
import { suggestedNameStore } from '../../../lib/actions/use-start-finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import { useModels } from '../../../lib/queries/use-installation.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import { useStore } from '../../../lib/store.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { RadioList } from '../../../ui/radio-list.tsx'
import { Select } from '../../../ui/select.tsx'
import styles from '../train-room.module.css'

interface BeginFormProps {
  presets: DatasetReport['presets']
  onBegin: (choice: { name: string; preset: FinetunePreset; base: string }) => void
  /** Other ways on, beside the one that begins. */
  children: ReactNode
}

/** What the model is called, what it begins from, and how long it may take. */
export function BeginForm({ presets, onBegin, children }: BeginFormProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [suggested] = useStore(suggestedNameStore)
  const [name, setName] = useState(suggested.slice(0, longestModelName) || t('train.begin.usualName'))
  const usual = presets.find(({ preset }) => preset === 'standard') ?? presets[0]
  const [preset, setPreset] = useState(usual?.preset)
  const bases = useBases()
  const [base = bases[0]?.id, setBase] = useState<string>()
  const ready = name.trim() !== '' && preset !== undefined && base !== undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onBegin({ name: name.trim(), preset, base })
  }
  return (
    <form className={styles.card} aria-labelledby="train-begin" onSubmit={submit}>
      <h2 id="train-begin">{t('train.begin.title')}</h2>
      <Field
        label={t('train.begin.name')}
        value={name}
        maxLength={longestModelName}
        onChange={({ target }) => setName(target.value)}
      />
      {base !== undefined && bases.length > 1 && (
        <Select
          label={t('train.begin.base')}
          value={base}
          options={bases.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={setBase}
        />
      )}
      {preset && (
        <RadioList
          legend={t('train.begin.presets')}
          value={preset}
          options={presets.map(({ preset: value, seconds }) => ({
            value,
            label: t(`train.begin.preset.${value}`, { time: formats.duration(seconds) }),
            hint: t(`train.begin.presetHint.${value}`),
          }))}
          onChange={setPreset}
        />
      )}
      <div className={styles.buttons}>
        <Button look="primary" icon={GraduationCap} type="submit" disabled={!ready}>
          {t('train.begin.start')}
        </Button>
        {children}
      </div>
    </form>
  )
}

/** Models that can be trained: whole ones; the one in use first. */
function useBases(): Model[] {
  const { data: models = [] } = useModels()
  const { model } = useSettings()
  const able = models.filter(({ tuned, tunable }) => tuned === null && tunable)
  return able.toSorted((one, other) => Number(other.id === model) - Number(one.id === model))
}

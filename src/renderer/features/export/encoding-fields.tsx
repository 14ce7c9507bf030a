import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { encodingSchema } from '../../../shared/contract/imaging.ts'
import {
  type Encoding,
  formatTraits,
  type OutputFormat,
  type TiffCompression,
  tiffCompressions,
} from '../../../shared/output-formats.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

interface EncodingFieldsProps {
  format: OutputFormat
  encoding: Encoding
  onChange: (encoding: Encoding) => void
}

/** How large the files become: quality or compression, where the format has them, and the long side. */
export function EncodingFields({ format, encoding, onChange }: EncodingFieldsProps) {
  const { t } = useTranslation()
  const change = (part: Encoding) => onChange({ ...encoding, ...part })
  const traits = formatTraits[format]
  const quality = 'quality' in traits ? traits.quality : undefined
  return (
    <>
      {quality !== undefined && (
        <NumberField
          label={t('exports.quality')}
          hint={t('exports.qualityHint', { usual: quality })}
          part="quality"
          value={encoding.quality}
          onChange={(quality) => change({ quality })}
        />
      )}
      {format === 'tiff' && (
        <Select<TiffCompression>
          label={t('exports.compression')}
          value={encoding.compression ?? tiffCompressions[0]}
          options={tiffCompressions.map((value) => ({ value, label: t(`exports.compressions.${value}`) }))}
          onChange={(compression) => change({ compression })}
        />
      )}
      <NumberField
        label={t('exports.longSide')}
        hint={t('exports.longSideHint')}
        part="longSide"
        value={encoding.longSide}
        onChange={(longSide) => change({ longSide })}
      />
    </>
  )
}

interface NumberFieldProps {
  label: string
  hint: string
  part: 'quality' | 'longSide'
  value: number | undefined
  /** @param value undefined where the field is empty; what is no such number is told here, and the export does not start */
  onChange: (value: number | undefined) => void
}

function NumberField({ label, hint, part, value, onChange }: NumberFieldProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value === undefined ? '' : `${value}`)
  const { minValue: min, maxValue: max } = encodingSchema.shape[part].unwrap()
  const isWrong = !encodingSchema.shape[part].safeParse(value).success
  // A preset says something else than what was typed.
  const shown =
    value !== undefined && value !== Number(typed) ? `${value}` : value === undefined && !isWrong ? '' : typed
  return (
    <Field
      label={label}
      hint={hint}
      error={isWrong ? t('exports.between', { min, max }) : undefined}
      inputMode="numeric"
      value={shown}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(target.value.trim() === '' ? undefined : Number(target.value))
      }}
    />
  )
}

import { useTranslation } from 'react-i18next'
import { longestHintName } from '../../../../shared/contract/engine.ts'
import { NameField } from '../../../ui/name-field.tsx'
import type { HintEditing } from './use-hints.ts'

/** What a person calls the thing that a hint colours. */
export function HintName({ hints }: { hints: HintEditing }) {
  const { t } = useTranslation()
  const colour = hints.spot?.colour
  return (
    <NameField
      label={t('develop.hints.name')}
      placeholder={t('develop.hints.name')}
      name={colour?.name}
      longest={longestHintName}
      disabled={!colour}
      onName={hints.rename}
    />
  )
}

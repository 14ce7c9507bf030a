import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { typedTaken } from '../../../shared/taken.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { usePhotoActions } from './use-photo-actions.ts'

/** Says when the selected photos were taken, as precisely as somebody knows. */
export function DateButton({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const { date } = usePhotoActions()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <IconButton label={t('selection.date')} icon={CalendarDays} onClick={() => setAsking(true)} />
      {asking && (
        <NameDialog
          title={t('selection.dateTitle', { count: ids.length })}
          label={t('develop.info.taken')}
          hint={t('selection.dateHint')}
          action={t('selection.setDate')}
          longest={20}
          mayBeEmpty
          problem={(text) => (typedTaken(text) === undefined ? t('selection.noDate') : undefined)}
          onName={(text) => date(ids, typedTaken(text) ?? null)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../../lib/actions/use-finetune-run-actions.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** Gives up what a run has learnt, once the user has said so twice. */
export function DiscardButton({ run: { id, name } }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const { discard } = useFinetuneRunActions(id)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon={Trash2} onClick={() => setAsking(true)}>
        {t('train.discard.action')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('train.discard.title', { name })}
          text={t('train.discard.text')}
          action={t('train.discard.confirm')}
          onConfirm={discard}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

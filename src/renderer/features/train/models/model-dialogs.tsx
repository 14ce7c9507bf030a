import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import { longestModelName } from '../../../../shared/contract/engine.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { NameDialog } from '../../../ui/name-dialog.tsx'
import { useModelActions } from './use-model-actions.ts'

/** What is still to be known before something is done to a model. */
export type Question = 'rename' | 'export' | 'delete'

/** As long as paths get anywhere. */
const longestFolder = 4096

interface ModelDialogsProps {
  model: Model
  question: Question
  /** Where it is exported to unless the user says otherwise. */
  folder: string
  onClose: () => void
}

export function ModelDialogs({ model, question, folder, onClose }: ModelDialogsProps) {
  const { t } = useTranslation()
  const { rename, exportTo, remove } = useModelActions(model)
  const name = model.title
  switch (question) {
    case 'rename':
      return (
        <NameDialog
          title={t('common.rename')}
          label={t('train.models.name')}
          action={t('common.rename')}
          initial={name}
          longest={longestModelName}
          onName={rename}
          onClose={onClose}
        />
      )
    case 'export':
      return (
        <NameDialog
          title={t('train.models.exportTitle', { name })}
          label={t('exports.folder')}
          action={t('train.models.exportAction')}
          initial={folder}
          longest={longestFolder}
          onName={exportTo}
          onClose={onClose}
        />
      )
    case 'delete':
      return (
        <ConfirmDialog
          title={t('train.models.deleteTitle', { name })}
          text={t('train.models.deleteText')}
          action={t('common.delete')}
          onConfirm={remove}
          onClose={onClose}
        />
      )
  }
}

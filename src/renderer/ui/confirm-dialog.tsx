import { AlertDialog } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import dialog from './dialog.module.css'
import styles from './name-dialog.module.css'

interface ConfirmDialogProps {
  title: string
  /** What will be lost, and what will not. */
  text: string
  action: string
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that no Undo brings back. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog.overlay} />
        <AlertDialog.Content data-modal className={dialog.dialog}>
          <AlertDialog.Title className={dialog.title}>{title}</AlertDialog.Title>
          <div className={styles.form}>
            <AlertDialog.Description>{text}</AlertDialog.Description>
            <div className={styles.buttons}>
              <AlertDialog.Cancel asChild>
                <Button>{t('common.cancel')}</Button>
              </AlertDialog.Cancel>
              <AlertDialog.Action asChild>
                <Button look="primary" onClick={onConfirm}>
                  {action}
                </Button>
              </AlertDialog.Action>
            </div>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

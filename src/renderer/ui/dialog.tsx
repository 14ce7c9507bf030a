import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  title: string
  /** For pictures: as wide as the window lets it. */
  wide?: boolean
  /** Nothing is to be filled in first: the focus begins on the dialog itself, and on no button with a tooltip. */
  calm?: boolean
  onClose: () => void
  children: ReactNode
}

export function Dialog({ title, wide, calm, onClose, children }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content
          data-modal
          data-wide={wide}
          className={styles.dialog}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            if (!calm) return
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
        >
          <Primitive.Title className={styles.title}>{title}</Primitive.Title>
          {children}
          {/* Last, so that the focus begins at the first thing to fill in. */}
          <Primitive.Close asChild>
            <IconButton label={t('common.close')} icon={X} className={styles.close} />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

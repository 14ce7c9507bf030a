import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content data-modal className={styles.dialog} aria-describedby={undefined}>
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

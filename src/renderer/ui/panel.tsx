import { ChevronRight } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  title: string
  /** Buttons beside the title. */
  tools?: ReactNode
  children: ReactNode
}

/** A part of a side panel that folds away. */
export function Panel({ title, tools, children }: PanelProps) {
  return (
    <Collapsible.Root defaultOpen className={styles.panel}>
      <div className={styles.head}>
        <h3>
          <Collapsible.Trigger className={styles.trigger}>
            <ChevronRight size={14} aria-hidden className={styles.arrow} />
            {title}
          </Collapsible.Trigger>
        </h3>
        {tools}
      </div>
      <Collapsible.Content className={styles.content}>{children}</Collapsible.Content>
    </Collapsible.Root>
  )
}

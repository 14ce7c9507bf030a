import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './button.module.css'

export interface ButtonProps extends ComponentProps<'button'> {
  icon?: LucideIcon
  /** `primary` is the one next action of a place. */
  look?: 'plain' | 'primary' | 'quiet'
}

export function Button({ icon: Icon, look = 'plain', className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={[styles.button, styles[look], className].filter(Boolean).join(' ')}
      {...rest}
    >
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  )
}

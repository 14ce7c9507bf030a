import { X } from 'lucide-react'
import { Toast } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toWireError } from '../../shared/errors.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './notices.module.css'

interface Notice {
  id: number
  text: string
  action?: { label: string; run: () => void } | undefined
}

export interface Notify {
  /** Tells something in passing, with a way back where there is one. */
  say: (text: string, action?: Notice['action']) => void
  /** Tells a failure with what to do about it. */
  fail: (thrown: unknown) => void
  /** Runs something that core does, and tells when it fails. */
  attempt: (work: () => Promise<unknown>) => void
}

const NotifyContext = createContext<Notify | undefined>(undefined)

const shownFor = 8000

export function Notices({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const lastId = useRef(0)
  const say = useCallback<Notify['say']>((text, action) => {
    lastId.current++
    setNotices((shown) => [...shown.slice(-3), { id: lastId.current, text, action }])
  }, [])
  const notify = useMemo<Notify>(() => {
    const fail: Notify['fail'] = (thrown) => {
      const { kind, message } = toWireError(thrown)
      say(t('notices.withAdvice', { message, advice: t(`advice.${kind}`) }))
    }
    return { say, fail, attempt: (work) => void work().catch(fail) }
  }, [say, t])
  const dismiss = (id: number) => setNotices((shown) => shown.filter((notice) => notice.id !== id))
  return (
    <NotifyContext value={notify}>
      <Toast.Provider duration={shownFor} label={t('notices.region')}>
        {children}
        {notices.map(({ id, text, action }) => (
          <Toast.Root key={id} className={styles.notice} onOpenChange={(open) => !open && dismiss(id)}>
            <Toast.Description>{text}</Toast.Description>
            {action && (
              <Toast.Action asChild altText={action.label}>
                <Button onClick={action.run}>{action.label}</Button>
              </Toast.Action>
            )}
            <Toast.Close asChild>
              <IconButton label={t('common.dismiss')} icon={X} />
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className={styles.viewport} />
      </Toast.Provider>
    </NotifyContext>
  )
}

export function useNotify(): Notify {
  const notify = useContext(NotifyContext)
  if (!notify) throw new Error('Notices is missing above this component.')
  return notify
}

import { Cpu } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useEngine } from '../lib/queries/use-installation.ts'
import { useWorkspace } from '../lib/workspace/workspace.tsx'
import { Button } from '../ui/button.tsx'
import styles from './top-bar.module.css'

/** What really computes: users are never left to guess whether the graphics card is in use. */
export function EngineIndicator() {
  const { t } = useTranslation()
  const { go } = useWorkspace()
  const { data, error } = useEngine()
  const device = data?.info.device ?? error?.message
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button icon={Cpu} look="quiet" className={styles.engine}>
          <span>{device ? t('engine.label', { device }) : t('engine.unknown')}</span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.about}
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('engine.title')}
        >
          <h3>{t('engine.title')}</h3>
          <p>{device}</p>
          {data && <p>{t(data.info.gpu ? 'engine.gpu' : 'engine.cpu')}</p>}
          {data?.fallbackReason && <p>{data.fallbackReason.message}</p>}
          <Popover.Close asChild>
            <Button onClick={() => go('settings')}>{t('engine.more')}</Button>
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

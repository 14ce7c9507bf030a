import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../shared/contract/app.ts'
import { startedStore, useActs } from '../lib/actions/use-acts.ts'
import { useHost } from '../lib/host/host-context.tsx'
import { progressOf } from '../lib/queries/use-batches.ts'
import { useNotify } from '../ui/notices.tsx'

/** Says, when a colouring of this page has ended, what it left alone because somebody had adjusted it. */
export function useAdjustedNotice(batches: readonly Batch[]): void {
  const { t } = useTranslation()
  const { client } = useHost()
  const { say } = useNotify()
  const { colour } = useActs()
  useEffect(() => {
    for (const batch of batches) {
      const { id, adjusted } = batch
      const started = startedStore.get()
      if (!started.includes(id) || progressOf(batch).running) continue
      startedStore.set(started.filter((one) => one !== id))
      if (adjusted === 0) continue
      const text = t('selection.colouring', { count: adjusted })
      say(t('batch.adjusted', { count: adjusted }), {
        label: t('batch.beside', { count: adjusted }),
        run: () => colour(() => client['batches.beside']({ id }), text),
      })
    }
  }, [batches, client, say, t, colour])
}

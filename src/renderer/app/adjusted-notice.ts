import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../shared/contract/app.ts'
import { useHost } from '../lib/host-context.tsx'
import { useNotify } from '../lib/notices.tsx'
import { progressOf } from '../lib/queries/batches.ts'
import { useActs } from '../lib/use-acts.ts'

/** Says, when a colouring has ended, what it left alone because somebody had adjusted it. */
export function useAdjustedNotice(batches: readonly Batch[]): void {
  const { t } = useTranslation()
  const { client } = useHost()
  const { say } = useNotify()
  const { colour } = useActs()
  const wasRunning = useRef(new Set<number>())
  useEffect(() => {
    for (const { id, adjusted, ...batch } of batches) {
      const { running } = progressOf({ id, adjusted, ...batch })
      const hasEnded = !running && wasRunning.current.delete(id)
      if (running) wasRunning.current.add(id)
      if (!hasEnded || adjusted === 0) continue
      const text = t('selection.colouring', { count: adjusted })
      say(t('batch.adjusted', { count: adjusted }), {
        label: t('batch.beside', { count: adjusted }),
        run: () => colour(() => client['batches.beside']({ id }), text),
      })
    }
  }, [batches, client, say, t, colour])
}

import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../../lib/host/host-context.tsx'
import { keys } from '../../../lib/queries/query-keys.ts'
import { useChangeSettings } from '../../../lib/queries/use-settings.ts'
import { useNotify } from '../../../ui/notices.tsx'

/** Keeps what a run has learnt as a model, and offers to colour with it from now on. */
export function useKeepModel(id: string): (name: string) => void {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const change = useChangeSettings()
  const cache = useQueryClient()
  return (name) =>
    attempt(async () => {
      const { model } = await client['finetune.keep']({ id, name })
      await Promise.all([keys.finetune, keys.models].map((queryKey) => cache.invalidateQueries({ queryKey })))
      say(t('train.result.kept', { name }), {
        label: t('train.result.use'),
        run: () => change({ model }),
      })
    })
}

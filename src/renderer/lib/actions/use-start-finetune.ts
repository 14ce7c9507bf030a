import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { finetuneCalls } from '../../../shared/contract/finetune.ts'
import { photoQuerySchema } from '../../../shared/contract/library.ts'
import { useNotify } from '../../ui/notices.tsx'
import { useHost } from '../host/host-context.tsx'
import { keys } from '../queries/query-keys.ts'
import { createStore } from '../store.ts'
import { useWorkspace } from '../workspace/workspace.tsx'

/** What the photos to learn from are called, where they have a name: a first name for the model. */
export const suggestedNameStore = createStore('')

/** The ways into fine-tuning: the photos are looked at, and the Train view shows what was found. */
export function useStartFinetune() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const { go } = useWorkspace()
  const cache = useQueryClient()

  const examine = async (ids: number[], name: string) => {
    const args = finetuneCalls['finetune.examine'].args.safeParse({ ids })
    if (!args.success) return say(t('train.choose.tooMany'))
    const { run } = await client['finetune.current']({})
    if (run?.name) {
      go('train')
      return say(t('train.choose.busy'))
    }
    // Photos that were only looked at give way to others.
    if (run) await client['finetune.discard']({ id: run.id })
    suggestedNameStore.set(name)
    await client['finetune.examine'](args.data)
    await cache.invalidateQueries({ queryKey: keys.finetune })
    go('train')
  }
  return {
    photos: (ids: number[]) => attempt(() => examine(ids, '')),
    album: ({ id, name }: { id: number; name: string }) =>
      attempt(async () => {
        const { ids } = await client['photos.ids']({ query: photoQuerySchema.parse({ album: id }) })
        await examine(ids, name)
      }),
  }
}

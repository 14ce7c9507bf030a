import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { keys } from '../../../lib/queries/query-keys.ts'
import { useChangeSettings } from '../../../lib/queries/use-settings.ts'
import { useNotify } from '../../../ui/notices.tsx'

/** What can be done to one of the user's models. */
export function useModelActions({ id, title, tuned }: Model) {
  const { t } = useTranslation()
  const { client, files } = useHost()
  const { attempt, say } = useNotify()
  const changeSettings = useChangeSettings()
  const cache = useQueryClient()
  const run = (call: () => Promise<unknown>) =>
    attempt(async () => {
      await call()
      await cache.invalidateQueries({ queryKey: keys.models })
    })
  const exportTo = (folder: string) =>
    attempt(async () => {
      const { path } = await client['models.export']({ id, folder })
      say(t('train.models.exported', { path }))
    })
  const { chooseDestination } = files
  return {
    use: () => changeSettings({ model: id }),
    toBase: () => tuned && changeSettings({ model: tuned.base.id }),
    setStrength: (strength: number) => run(() => client['models.strength']({ id, strength })),
    rename: (name: string) => run(() => client['models.rename']({ id, title: name })),
    exportTo,
    /** Asks the host for a folder; `ask` does it where the host cannot. */
    exportModel: (ask: () => void) => {
      if (!chooseDestination) return ask()
      attempt(async () => {
        const folder = await chooseDestination()
        if (folder !== undefined) exportTo(folder)
      })
    },
    remove: () =>
      run(async () => {
        await client['models.remove']({ id })
        say(t('train.models.deleted', { name: title }))
      }),
  }
}

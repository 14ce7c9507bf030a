import type { AppContract } from '../../../shared/contract/app.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { Library } from '../library/index.ts'
import type { WorkerPools } from '../workers/pools.ts'

/** Calls about the user's settings. */
export function settingsHandlers({
  library: { settings },
  pools,
  events,
}: {
  library: Library
  pools: WorkerPools
  events: AppEventHub
}) {
  return {
    'settings.get': () => settings.all(),
    'settings.set': async (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined)
      settings.change(Object.fromEntries(given))
      const all = settings.all()
      events.tell('settings.changed', all)
      if (changes.engine !== undefined) await pools.changeEngine(all.engine)
      return all
    },
  } satisfies Partial<Handlers<AppContract>>
}

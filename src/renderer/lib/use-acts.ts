import { useTranslation } from 'react-i18next'
import { useHost } from './host-context.tsx'
import { useNotify } from './notices.tsx'
import { createStore } from './store.ts'

/** What this page did to the library and undid of it, as core names it, newest last. */
const actsStore = createStore<{ done: readonly number[]; undone: readonly number[] }>({
  done: [],
  undone: [],
})
const deepest = 200

type Call = () => Promise<{ act: number | null }>

/** Acts on the library that can be undone: by the notice that tells of them, or newest first. */
export function useActs() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()

  const undo = async (act: number) => {
    forget(act)
    const { act: back } = await client['library.undo']({ act })
    const { done, undone } = actsStore.get()
    if (back !== null) actsStore.set({ done, undone: [...undone, back] })
  }
  const redo = async (act: number) => {
    forget(act)
    const { act: again } = await client['library.undo']({ act })
    const { done, undone } = actsStore.get()
    if (again !== null) actsStore.set({ done: [...done, again], undone })
  }
  return {
    /** Does something, and tells it with a way back where `text` says how. */
    act: (call: Call, text?: string) =>
      attempt(async () => {
        const { act } = await call()
        if (act !== null)
          actsStore.set({ done: [...actsStore.get().done.slice(1 - deepest), act], undone: [] })
        if (text === undefined) return
        say(text, act === null ? undefined : { label: t('common.undo'), run: () => attempt(() => undo(act)) })
      }),
    undo: () => {
      const last = actsStore.get().done.at(-1)
      if (last !== undefined) attempt(() => undo(last).then(() => say(t('acts.undone'))))
    },
    redo: () => {
      const last = actsStore.get().undone.at(-1)
      if (last !== undefined) attempt(() => redo(last).then(() => say(t('acts.redone'))))
    },
  }
}

/** Whether it works or not, it is not tried twice. */
function forget(act: number): void {
  const { done, undone } = actsStore.get()
  actsStore.set({ done: done.filter((one) => one !== act), undone: undone.filter((one) => one !== act) })
}

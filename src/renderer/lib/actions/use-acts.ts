import { useTranslation } from 'react-i18next'
import { useNotify } from '../../ui/notices.tsx'
import { useHost } from '../host/host-context.tsx'
import { createStore } from '../store.ts'

/** An act, or a batch that colours: as core names it. */
type Done = number | { batch: number }

/** What this page did to the library and undid of it, newest last. */
const actsStore = createStore<{ done: readonly Done[]; undone: readonly number[] }>({
  done: [],
  undone: [],
})
const deepest = 200
/** Batches that this page started and has not told the end of. */
export const startedStore = createStore<readonly number[]>([])

type Call = () => Promise<{ act: number | null }>

/** Acts on the library that can be undone: by the notice that tells of them, or newest first. */
export function useActs() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()

  const undoBatch = async (batch: number) => {
    forget({ batch })
    const { undone, left } = await client['batches.undo']({ id: batch })
    const words = [t('batch.undone', { count: undone }), left > 0 && t('batch.undoneNot', { count: left })]
    say(words.filter(Boolean).join(' '))
  }
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
        if (act !== null) remember(act)
        if (text === undefined) return
        say(text, act === null ? undefined : { label: t('common.undo'), run: () => attempt(() => undo(act)) })
      }),
    /** Starts a batch that colours, and tells it with the way back. */
    colour: (start: () => Promise<{ batch: number | null }>, text: string) =>
      attempt(async () => {
        const { batch } = await start()
        if (batch === null) return say(text)
        remember({ batch })
        startedStore.set([...startedStore.get(), batch])
        say(text, { label: t('common.undo'), run: () => attempt(() => undoBatch(batch)) })
      }),
    undoBatch: (batch: number) => attempt(() => undoBatch(batch)),
    undo: () => {
      const last = actsStore.get().done.at(-1)
      if (typeof last === 'object') attempt(() => undoBatch(last.batch))
      else if (last !== undefined) attempt(() => undo(last).then(() => say(t('acts.undone'))))
    },
    redo: () => {
      const last = actsStore.get().undone.at(-1)
      if (last !== undefined) attempt(() => redo(last).then(() => say(t('acts.redone'))))
    },
  }
}

function remember(last: Done): void {
  actsStore.set({ done: [...actsStore.get().done.slice(1 - deepest), last], undone: [] })
}

/** Whether it works or not, it is not tried twice. */
function forget(done: Done): void {
  const name = JSON.stringify(done)
  const isOther = (one: Done): boolean => JSON.stringify(one) !== name
  const known = actsStore.get()
  actsStore.set({ done: known.done.filter(isOther), undone: known.undone.filter(isOther) })
}

import { useSyncExternalStore } from 'react'

/** A value that lasts as long as the window and is shared by components far apart. */
export interface Store<T> {
  get: () => T
  set: (value: T) => void
  listen: (listener: () => void) => () => void
}

export function createStore<T>(value: T): Store<T> {
  let current = value
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set: (next) => {
      current = next
      for (const listener of listeners) listener()
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export function useStore<T>(store: Store<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(store.listen, store.get), store.set]
}

import { useSyncExternalStore } from 'react'

/** A habit of the eye, not a setting: whether the grid shows colours lasts as long as the window. */
let inColour = true
const listeners = new Set<() => void>()

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useInColour(): [boolean, (on: boolean) => void] {
  const value = useSyncExternalStore(listen, () => inColour)
  return [
    value,
    (on) => {
      inColour = on
      for (const listener of listeners) listener()
    },
  ]
}

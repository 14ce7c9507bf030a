/** A value with its past and its future. */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
}

const deepest = 200

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] }
}

/** Puts a new value on top; what was undone is forgotten. */
export function commit<T>({ past, present }: History<T>, next: T): History<T> {
  return { past: [...past, present].slice(-deepest), present: next, future: [] }
}

export function undo<T>(history: History<T>): History<T> {
  const { past, present, future } = history
  if (past.length === 0) return history
  return { past: past.slice(0, -1), present: past[past.length - 1], future: [present, ...future] }
}

export function redo<T>(history: History<T>): History<T> {
  const { past, present, future } = history
  if (future.length === 0) return history
  return { past: [...past, present], present: future[0], future: future.slice(1) }
}

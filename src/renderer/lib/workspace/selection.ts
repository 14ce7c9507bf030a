/** Which photos are chosen, where the keyboard stands, and where a range begins. */
export interface Selection {
  ids: ReadonlySet<number>
  /** Photo that has the focus. */
  focus: number | undefined
  /** Other end of a range made with Shift. */
  anchor: number | undefined
}

export const nothingSelected: Selection = { ids: new Set(), focus: undefined, anchor: undefined }

export function selectOnly(id: number): Selection {
  return { ids: new Set([id]), focus: id, anchor: id }
}

export function toggle(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, focus: id, anchor: id }
}

/** Everything between the anchor and `id`, in the order on screen; without an anchor only `id`. */
export function extendTo(selection: Selection, id: number, order: readonly number[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor)
  const to = order.indexOf(id)
  if (from < 0 || to < 0) return selectOnly(id)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set(range), focus: id, anchor: selection.anchor }
}

/** Moves the focus alone, for walking with Ctrl held. */
export function focusOn(selection: Selection, id: number): Selection {
  return { ...selection, focus: id }
}

export interface Keys {
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

/** What a click on `id` does, as in every file manager. */
export function click(selection: Selection, id: number, keys: Keys, order: readonly number[]): Selection {
  if (keys.shiftKey) return extendTo(selection, id, order)
  if (keys.ctrlKey || keys.metaKey) return toggle(selection, id)
  return selectOnly(id)
}

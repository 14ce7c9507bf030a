/** Sizes and positions in CSS pixels of the canvas; `scale` is CSS pixels a pixel of the full-size photo. */
export interface View {
  scale: number
  /** Point of the photo, in fractions, that lies in the middle of the canvas. */
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

const margin = 16
const largestScale = 8

/** The whole photo, as large as fits; small photos are not enlarged over twice their size. */
export function fitScale(photo: Size, canvas: Size): number {
  const room = (side: number) => Math.max(1, side - 2 * margin)
  return Math.min(room(canvas.width) / photo.width, room(canvas.height) / photo.height, 2)
}

export function fitView(photo: Size, canvas: Size): View {
  return { scale: fitScale(photo, canvas), x: 0.5, y: 0.5 }
}

/** Where the whole photo lies on the canvas: x, y, width, height. */
export function placement(view: View, photo: Size, canvas: Size): readonly [number, number, number, number] {
  const width = photo.width * view.scale
  const height = photo.height * view.scale
  return [canvas.width / 2 - view.x * width, canvas.height / 2 - view.y * height, width, height]
}

/** Keeps the photo's middle line on the canvas when it is smaller, and its edges off the middle when larger. */
export function hold(view: View, photo: Size, canvas: Size): View {
  return {
    scale: view.scale,
    x: holdAxis(view.x, photo.width * view.scale, canvas.width),
    y: holdAxis(view.y, photo.height * view.scale, canvas.height),
  }
}

function holdAxis(middle: number, shown: number, room: number): number {
  if (shown <= room) return 0.5
  const half = (room / 2 - margin) / shown
  return Math.min(1 - half, Math.max(half, middle))
}

/**
 * The nearest scale that can be shown: down to the whole photo, or to its own pixels where those are smaller.
 * @param full scale at which a pixel of the photo is a pixel of the screen
 */
export function clampScale(scale: number, photo: Size, canvas: Size, full: number): number {
  return Math.min(largestScale, Math.max(Math.min(fitScale(photo, canvas), full), scale))
}

/** Changes the scale so that the point of the photo under the pointer stays under it. */
export function zoomAt(
  view: View,
  scale: number,
  pointer: { x: number; y: number },
  photo: Size,
  canvas: Size,
): View {
  const spot = toPhoto(view, pointer, photo, canvas)
  const x = spot.x - (pointer.x - canvas.width / 2) / (photo.width * scale)
  const y = spot.y - (pointer.y - canvas.height / 2) / (photo.height * scale)
  return hold({ scale, x, y }, photo, canvas)
}

export function pan(view: View, by: { x: number; y: number }, photo: Size, canvas: Size): View {
  const x = view.x - by.x / (photo.width * view.scale)
  const y = view.y - by.y / (photo.height * view.scale)
  return hold({ scale: view.scale, x, y }, photo, canvas)
}

/** From canvas pixels to fractions of the photo; outside 0..1 beside it. */
export function toPhoto(view: View, point: { x: number; y: number }, photo: Size, canvas: Size) {
  const [left, top, width, height] = placement(view, photo, canvas)
  return { x: (point.x - left) / width, y: (point.y - top) / height }
}

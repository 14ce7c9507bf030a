/** Cells that are eliminated together, and those around them that are eliminated later; both filled up to multiples of 4. */
export interface Front {
  /** Number of the front that eliminates the first of the border; -1 for the last front. */
  parent: number
  pivots: number
  border: number
  /** Where the cells of pivots and border begin in `numbers`; what fills them up is the cell after the last. */
  cells: number
  /** Where the places of the border among the parent's cells begin in `numbers`: ascending, `count` of them. */
  places: number
  count: number
}

export interface Dissection {
  /** Parents before their children: the other way round to the order of elimination. */
  fronts: Front[]
  numbers: number[]
}

interface Area {
  left: number
  right: number
  top: number
  bottom: number
}

/** Cells of an area that is divided no further. */
const smallest = 16

/**
 * Nested dissection (George, 1973): a line of cells divides the grid into halves, which have nothing to do with each other
 * once that line is known; and so on in each half.
 */
export function dissect(width: number, height: number): Dissection {
  const fronts: Front[] = []
  const numbers: number[] = []
  const filling = width * height
  const isAround = new Uint8Array(filling + 1)
  const mark = ({ left, right, top, bottom }: Area, value: number): void => {
    for (let x = left; x < right; x++) {
      if (top > 0) isAround[(top - 1) * width + x] = value
      if (bottom < height) isAround[bottom * width + x] = value
    }
    for (let y = top; y < bottom; y++) {
      if (left > 0) isAround[y * width + left - 1] = value
      if (right < width) isAround[y * width + right] = value
    }
  }
  const fillUp = (from: number): number => {
    while ((numbers.length - from) % 4 > 0) numbers.push(filling)
    return numbers.length - from
  }
  const visit = (area: Area, parent: number): void => {
    const { line, halves } = divided(area)
    const cells = numbers.length
    for (let y = line.top; y < line.bottom; y++) {
      for (let x = line.left; x < line.right; x++) numbers.push(y * width + x)
    }
    const pivots = fillUp(cells)
    mark(area, 1)
    const start = parent < 0 ? 0 : fronts[parent].cells
    const end = parent < 0 ? 0 : start + fronts[parent].pivots + fronts[parent].border
    for (let at = start; at < end; at++) if (isAround[numbers[at]] === 1) numbers.push(numbers[at])
    const count = numbers.length - cells - pivots
    const border = fillUp(cells + pivots)
    const places = numbers.length
    for (let at = start; at < end; at++) if (isAround[numbers[at]] === 1) numbers.push(at - start)
    mark(area, 0)
    const own = fronts.length
    fronts.push({ parent, pivots, border, cells, places, count })
    for (const half of halves) visit(half, own)
  }
  visit({ left: 0, right: width, top: 0, bottom: height }, -1)
  return { fronts, numbers }
}

/** The line through the middle of the longer side, and what is on either side of it; a small area as it is. */
function divided(area: Area): { line: Area; halves: Area[] } {
  const { left, right, top, bottom } = area
  if ((right - left) * (bottom - top) <= smallest) return { line: area, halves: [] }
  if (right - left > bottom - top) {
    const x = (left + right) >> 1
    const line = { left: x, right: x + 1, top, bottom }
    return {
      line,
      halves: [
        { left, right: x, top, bottom },
        { left: x + 1, right, top, bottom },
      ],
    }
  }
  const y = (top + bottom) >> 1
  const line = { left, right, top: y, bottom: y + 1 }
  return {
    line,
    halves: [
      { left, right, top, bottom: y },
      { left, right, top: y + 1, bottom },
    ],
  }
}

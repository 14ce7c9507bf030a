/**
 * Kernels of the multifrontal Cholesky factorisation (`src/main/engine/field/cholesky.ts`), in AssemblyScript. Addresses are
 * bytes, all of them multiples of 16; counts of cells are multiples of 4.
 *
 * A front holds, row by row, its panel (`pivots` columns, of pivots and border) and its complement (lower triangle, of the
 * border), whose rows come by four, as long as the last of them.
 */
const word: usize = 8

/** Turns the panel into columns of the factor, with reciprocals on the diagonal, and takes them out of the complement. */
export function factorise(panel: usize, complement: usize, pivots: i32, border: i32): void {
  const stride = <usize>pivots * word
  for (let i = 0; i < pivots + border; i += 4) {
    const rows = panel + <usize>i * stride
    for (let j = 0, end = min(i + 4, pivots); j < end; j += 2) {
      const columns = panel + <usize>j * stride
      const offset = <usize>j * word
      subtractProducts(rows, columns, stride, offset, rows + offset, stride)
      if (j >= i) invertPivots(columns + offset, stride)
      const first = load<f64>(columns + offset)
      const below = load<f64>(columns + stride + offset)
      const second = load<f64>(columns + stride + offset + word)
      for (let row = max(i, j + 2); row < i + 4; row++) {
        const at = panel + <usize>row * stride + offset
        const value = load<f64>(at) * first
        store<f64>(at, value)
        store<f64>(at + word, (load<f64>(at + word) - value * below) * second)
      }
    }
    if (i < pivots) continue
    for (let j = pivots; j < i + 4; j += 2) {
      const at = rowOf(complement, i - pivots) + <usize>(j - pivots) * word
      subtractProducts(rows, panel + <usize>j * stride, stride, stride, at, <usize>(i - pivots + 4) * word)
    }
  }
}

function rowOf(complement: usize, row: i32): usize {
  const four = row >> 2
  return complement + <usize>(4 * (four + 1) * (2 * four + (row & 3))) * word
}

/** Two pivots on the diagonal of a panel, and what lies between them. */
function invertPivots(at: usize, stride: usize): void {
  const first = 1 / sqrt(load<f64>(at))
  const below = load<f64>(at + stride) * first
  store<f64>(at, first)
  store<f64>(at + stride, below)
  store<f64>(at + stride + word, 1 / sqrt(load<f64>(at + stride + word) - below * below))
}

/**
 * Takes the products of four rows and two columns (which are rows too) from where they meet: a block of registers, since
 * memory is slower. @param length of the products, bytes @param at where they meet; rows there are `width` bytes apart
 */
function subtractProducts(
  rows: usize,
  columns: usize,
  stride: usize,
  length: usize,
  at: usize,
  width: usize,
): void {
  let a0 = f64x2.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  for (const end = rows + length; rows < end; rows += 16, columns += 16) {
    const a = v128.load(columns)
    const b = v128.load(columns + stride)
    let row = v128.load(rows)
    a0 = f64x2.add(a0, f64x2.mul(row, a))
    b0 = f64x2.add(b0, f64x2.mul(row, b))
    row = v128.load(rows + stride)
    a1 = f64x2.add(a1, f64x2.mul(row, a))
    b1 = f64x2.add(b1, f64x2.mul(row, b))
    row = v128.load(rows + 2 * stride)
    a2 = f64x2.add(a2, f64x2.mul(row, a))
    b2 = f64x2.add(b2, f64x2.mul(row, b))
    row = v128.load(rows + 3 * stride)
    a3 = f64x2.add(a3, f64x2.mul(row, a))
    b3 = f64x2.add(b3, f64x2.mul(row, b))
  }
  subtractSums(at, a0, b0)
  subtractSums(at + width, a1, b1)
  subtractSums(at + 2 * width, a2, b2)
  subtractSums(at + 3 * width, a3, b3)
}

function subtractSums(at: usize, a: v128, b: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3))
  v128.store(at, f64x2.sub(v128.load(at), sums))
}

/**
 * Adds a child's complement to the front of its parent.
 * @param count cells of the child's border @param places where the parent has them, ascending, 32 bits each
 */
export function extend(
  child: usize,
  count: i32,
  places: usize,
  panel: usize,
  complement: usize,
  pivots: i32,
): void {
  let inPanel = 0
  while (inPanel < count && placeOf(places, inPanel) < pivots) inPanel++
  for (let row = 0; row < count; row++) {
    const source = rowOf(child, row)
    const place = placeOf(places, row)
    addRow(source, places, 0, min(row + 1, inPanel), panel + <usize>(place * pivots) * word)
    if (row < inPanel) continue
    addRow(source, places, inPanel, row + 1, rowOf(complement, place - pivots) - <usize>pivots * word)
  }
}

function placeOf(places: usize, index: i32): i32 {
  return load<i32>(places + ((<usize>index) << 2))
}

function addRow(source: usize, places: usize, from: i32, to: i32, target: usize): void {
  for (let column = from; column < to; column++) {
    const at = target + <usize>placeOf(places, column) * word
    store<f64>(at, load<f64>(at) + load<f64>(source + <usize>column * word))
  }
}

/**
 * Forward substitution in one front, of two right sides at once.
 * @param cells numbers of pivots and border, 32 bits each @param x two values a cell @param y room for two values a pivot
 */
export function forwards(panel: usize, cells: usize, pivots: i32, border: i32, x: usize, y: usize): void {
  const stride = <usize>pivots * word
  for (let i = 0; i < pivots + border; i += 4) {
    const row = panel + <usize>i * stride
    const length = min(<usize>i * word, stride)
    let s0 = f64x2.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    for (let t: usize = 0; t < length; t += word) {
      const value = v128.load(y + 2 * t)
      s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(row + t), value))
      s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(row + stride + t), value))
      s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(row + 2 * stride + t), value))
      s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(row + 3 * stride + t), value))
    }
    s0 = subtractAt(cellAt(x, cells, i), s0)
    s1 = subtractAt(cellAt(x, cells, i + 1), s1)
    s2 = subtractAt(cellAt(x, cells, i + 2), s2)
    s3 = subtractAt(cellAt(x, cells, i + 3), s3)
    if (i >= pivots) continue
    const at = row + length
    s0 = scaled(s0, at)
    s1 = scaled(less(s1, s0, at + stride), at + stride + word)
    s2 = less(less(s2, s0, at + 2 * stride), s1, at + 2 * stride + word)
    s2 = scaled(s2, at + 2 * stride + 2 * word)
    s3 = less(less(s3, s0, at + 3 * stride), s1, at + 3 * stride + word)
    s3 = scaled(less(s3, s2, at + 3 * stride + 2 * word), at + 3 * stride + 3 * word)
    const own = y + 2 * length
    v128.store(own, s0)
    v128.store(own + 16, s1)
    v128.store(own + 32, s2)
    v128.store(own + 48, s3)
    v128.store(cellAt(x, cells, i), s0)
    v128.store(cellAt(x, cells, i + 1), s1)
    v128.store(cellAt(x, cells, i + 2), s2)
    v128.store(cellAt(x, cells, i + 3), s3)
  }
}

/** Backward substitution, likewise. */
export function backwards(panel: usize, cells: usize, pivots: i32, border: i32, x: usize, y: usize): void {
  const stride = <usize>pivots * word
  for (let i = 0; i < pivots; i++) v128.store(y + ((<usize>i) << 4), v128.load(cellAt(x, cells, i)))
  for (let i = pivots + border - 4; i >= 0; i -= 4) {
    const row = panel + <usize>i * stride
    const length = min(<usize>i * word, stride)
    let x0: v128
    let x1: v128
    let x2: v128
    let x3: v128
    if (i >= pivots) {
      x0 = v128.load(cellAt(x, cells, i))
      x1 = v128.load(cellAt(x, cells, i + 1))
      x2 = v128.load(cellAt(x, cells, i + 2))
      x3 = v128.load(cellAt(x, cells, i + 3))
    } else {
      const at = row + length
      const own = y + 2 * length
      x3 = scaled(v128.load(own + 48), at + 3 * stride + 3 * word)
      x2 = scaled(less(v128.load(own + 32), x3, at + 3 * stride + 2 * word), at + 2 * stride + 2 * word)
      x1 = less(less(v128.load(own + 16), x3, at + 3 * stride + word), x2, at + 2 * stride + word)
      x1 = scaled(x1, at + stride + word)
      x0 = less(less(v128.load(own), x3, at + 3 * stride), x2, at + 2 * stride)
      x0 = scaled(less(x0, x1, at + stride), at)
      v128.store(cellAt(x, cells, i), x0)
      v128.store(cellAt(x, cells, i + 1), x1)
      v128.store(cellAt(x, cells, i + 2), x2)
      v128.store(cellAt(x, cells, i + 3), x3)
    }
    for (let t: usize = 0; t < length; t += word) {
      const at = row + t
      const sum = f64x2.add(
        f64x2.add(f64x2.mul(v128.load64_splat(at), x0), f64x2.mul(v128.load64_splat(at + stride), x1)),
        f64x2.add(
          f64x2.mul(v128.load64_splat(at + 2 * stride), x2),
          f64x2.mul(v128.load64_splat(at + 3 * stride), x3),
        ),
      )
      v128.store(y + 2 * t, f64x2.sub(v128.load(y + 2 * t), sum))
    }
  }
}

function cellAt(x: usize, cells: usize, index: i32): usize {
  return x + ((<usize>placeOf(cells, index)) << 4)
}

function scaled(value: v128, factor: usize): v128 {
  return f64x2.mul(value, v128.load64_splat(factor))
}

function less(value: v128, other: v128, factor: usize): v128 {
  return f64x2.sub(value, scaled(other, factor))
}

function subtractAt(at: usize, sum: v128): v128 {
  const value = f64x2.sub(v128.load(at), sum)
  v128.store(at, value)
  return value
}

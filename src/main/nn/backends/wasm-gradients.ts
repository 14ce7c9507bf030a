import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Conv2DBackpropInputAttrs,
  Conv2DBackpropInputInputs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
  KernelFunc,
  Tensor4D,
} from '@tensorflow/tfjs-core'
import type { TensorFlow } from './backend.ts'

type Shape4D = [number, number, number, number]

/** One side of a convolution: the input is padded, the filter moves by `stride`. */
interface Side {
  input: number
  filter: number
  output: number
  stride: number
  before: number
  after: number
}

/** What the attributes of the kernels below have in common. */
type Geometry = Pick<Conv2DBackpropFilterAttrs, 'strides' | 'pad' | 'dimRoundingMode'>

/**
 * Gradient kernels for the WebAssembly backend, which lacks three of them and has the fourth as a scalar
 * loop (tfjs issue 8474). All are written in operations that reach XNNPACK.
 */
export function registerWasmGradientKernels(tf: TensorFlow): void {
  const register = <Inputs, Attrs>(
    kernelName: string,
    run: (inputs: Inputs, attrs: Attrs) => Tensor4D,
  ): void => {
    if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm')
    const kernelFunc: KernelFunc = ({ inputs, attrs }) =>
      tf.tidy(() => run(inputs as Inputs, attrs as unknown as Attrs))
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc })
  }

  register<Conv2DBackpropFilterInputs, Conv2DBackpropFilterAttrs>(
    'Conv2DBackpropFilter',
    ({ x, dy }, attrs) => filterGradient(tf, x as Tensor4D, dy as Tensor4D, attrs.filterShape, attrs),
  )
  register<Conv2DBackpropInputInputs, Conv2DBackpropInputAttrs>(
    'Conv2DBackpropInput',
    ({ dy, filter }, attrs) => inputGradient(tf, dy as Tensor4D, filter as Tensor4D, attrs.inputShape, attrs),
  )
  register<DepthwiseConv2dNativeBackpropFilterInputs, DepthwiseConv2dNativeBackpropFilterAttrs>(
    'DepthwiseConv2dNativeBackpropFilter',
    ({ x, dy }, attrs) =>
      depthwiseFilterGradient(tf, x as Tensor4D, dy as Tensor4D, attrs.filterShape, attrs),
  )
  register<DepthwiseConv2dNativeBackpropInputInputs, DepthwiseConv2dNativeBackpropInputAttrs>(
    'DepthwiseConv2dNativeBackpropInput',
    ({ dy, filter }, attrs) =>
      depthwiseInputGradient(tf, dy as Tensor4D, filter as Tensor4D, attrs.inputShape, attrs),
  )
}

function sidesOf(
  tf: TensorFlow,
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, pad, dimRoundingMode }: Geometry,
  depthwise = false,
): [rows: Side, columns: Side] {
  tf.util.assert(!depthwise || filterShape[3] === 1, () => 'Depthwise gradients need one filter a channel.')
  const info = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    depthwise,
  )
  const { top, bottom, left, right } = info.padInfo
  return [
    {
      input: info.inHeight,
      filter: info.filterHeight,
      output: info.outHeight,
      stride: info.strideHeight,
      before: top,
      after: bottom,
    },
    {
      input: info.inWidth,
      filter: info.filterWidth,
      output: info.outWidth,
      stride: info.strideWidth,
      before: left,
      after: right,
    },
  ]
}

/** Zeros around height and width; a negative margin cuts off instead. */
function surround(tf: TensorFlow, x: Tensor4D, margins: [before: number, after: number][]): Tensor4D {
  const [rows, columns] = margins.map(([before, after]) => [Math.max(0, before), Math.max(0, after)] as const)
  const padded = tf.pad(x, [[0, 0], [...rows], [...columns], [0, 0]])
  const [batch, height, width, channels] = padded.shape
  const [cutRows, cutColumns] = margins.map(([before, after]) => [Math.max(0, -before), Math.max(0, -after)])
  return tf.slice(
    padded,
    [0, cutRows[0], cutColumns[0], 0],
    [batch, height - cutRows[0] - cutRows[1], width - cutColumns[0] - cutColumns[1], channels],
  )
}

/**
 * A forward convolution with the axes of batch and channels swapped: `x` is convolved with `dy`, whose
 * values lie `stride` apart.
 */
function filterGradient(
  tf: TensorFlow,
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: Shape4D,
  attrs: Geometry,
): Tensor4D {
  const [rows, columns] = sidesOf(tf, x.shape, filterShape, attrs)
  // Rows and columns at the end that no position of the filter reached.
  const reach = ({ output, stride, filter, before, input }: Side): [number, number] => [
    before,
    (output - 1) * stride + filter - before - input,
  ]
  const images = tf.transpose(surround(tf, x, [reach(rows), reach(columns)]), [3, 1, 2, 0])
  const filters = tf.transpose(dy, [1, 2, 0, 3])
  const dilations: [number, number] = [rows.stride, columns.stride]
  return tf.transpose(tf.conv2d(images, filters, 1, 'valid', 'NHWC', dilations), [1, 2, 0, 3])
}

/**
 * One forward convolution for each phase of the stride: input positions that are `stride` apart see the
 * same taps of the filter, `stride` apart themselves.
 */
function inputGradient(
  tf: TensorFlow,
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: Shape4D,
  attrs: Geometry,
): Tensor4D {
  const [rows, columns] = sidesOf(tf, inputShape, filter.shape, attrs)
  const transposed = transposeTaps(tf, filter)
  const phases = Array.from({ length: rows.stride }, (_, row) =>
    Array.from({ length: columns.stride }, (_, column) =>
      phaseGradient(tf, dy, transposed, [rows, columns], [row, column]),
    ),
  )
  const whole = interleave(
    tf,
    phases.map((line) => interleave(tf, line, 2)),
    1,
  )
  const [batch, height, width, channels] = inputShape
  return tf.slice(whole, [0, rows.before, columns.before, 0], [batch, height, width, channels])
}

/** Swaps input and output channels; three axes are transposed twice as fast as four. */
function transposeTaps(tf: TensorFlow, filter: Tensor4D): Tensor4D {
  const [height, width, input, output] = filter.shape
  const list = tf.transpose(tf.reshape(filter, [height * width, input, output]), [0, 2, 1])
  return tf.reshape(list, [height, width, output, input])
}

/** Positions of one phase, counted from the padded input's begin. */
function positions({ input, before, stride, output }: Side): number {
  return Math.max(Math.ceil((input + before) / stride), output)
}

function phaseGradient(
  tf: TensorFlow,
  dy: Tensor4D,
  filter: Tensor4D,
  sides: [Side, Side],
  phase: [number, number],
): Tensor4D {
  const taps = sides.map((side, axis) => tapsOf(side, phase[axis]))
  const [batch, height, width] = [dy.shape[0], ...sides.map(positions)]
  if (taps.some(({ length }) => length === 0)) return tf.zeros([batch, height, width, filter.shape[3]])
  const wide = surround(
    tf,
    dy,
    sides.map((side, axis) => [taps[axis].length - 1, positions(side) - side.output]),
  )
  return tf.conv2d(wide, pick(tf, filter, taps), 1, 'valid')
}

/** Rows or columns of the filter that a phase sees, last one first. */
function tapsOf({ filter, stride }: Side, phase: number): number[] {
  const taps = []
  for (let tap = phase; tap < filter; tap += stride) taps.unshift(tap)
  return taps
}

/** The rows and columns given, in that order; far quicker here than `reverse` and `stridedSlice`. */
function pick(tf: TensorFlow, filter: Tensor4D, [rows, columns]: number[][]): Tensor4D {
  const [height, width, input, output] = filter.shape
  const places = rows.flatMap((row) => columns.map((column) => row * width + column))
  const list = tf.reshape(filter, [height * width, input * output])
  const picked = tf.gather(list, tf.tensor1d(places, 'int32'))
  return tf.reshape(picked, [rows.length, columns.length, input, output])
}

/** Takes turns along `axis`: the first of each, the second of each, and so on. */
function interleave(tf: TensorFlow, parts: Tensor4D[], axis: 1 | 2): Tensor4D {
  if (parts.length === 1) return parts[0]
  const shape: Shape4D = [...parts[0].shape]
  shape[axis] *= parts.length
  return tf.reshape(tf.stack(parts, axis + 1), shape)
}

/** For each tap of the filter the input that it saw, times `dy`, summed over batch and positions. */
function depthwiseFilterGradient(
  tf: TensorFlow,
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: Shape4D,
  attrs: Geometry,
): Tensor4D {
  const [rows, columns] = sidesOf(tf, x.shape, filterShape, attrs, true)
  const [batch, , , channels] = x.shape
  const padded = surround(tf, x, [
    [rows.before, rows.after],
    [columns.before, columns.after],
  ])
  const end = ({ output, stride }: Side, first: number): number => first + (output - 1) * stride + 1
  const taps = []
  for (let row = 0; row < rows.filter; row++) {
    for (let column = 0; column < columns.filter; column++) {
      const seen = tf.stridedSlice(
        padded,
        [0, row, column, 0],
        [batch, end(rows, row), end(columns, column), channels],
        [1, rows.stride, columns.stride, 1],
      )
      taps.push(tf.sum(tf.mul(seen, dy), [0, 1, 2]))
    }
  }
  return tf.reshape(tf.stack(taps), filterShape)
}

/** A depthwise convolution of `dy`, its values spread `stride` apart, with the flipped filter. */
function depthwiseInputGradient(
  tf: TensorFlow,
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: Shape4D,
  attrs: Geometry,
): Tensor4D {
  const [rows, columns] = sidesOf(tf, inputShape, filter.shape, attrs, true)
  const spread = spreadOut(tf, spreadOut(tf, dy, 1, rows.stride), 2, columns.stride)
  const margin = ({ input, filter: side, before, output, stride }: Side): [number, number] => [
    side - 1 - before,
    input + before - output * stride,
  ]
  const wide = surround(tf, spread, [margin(rows), margin(columns)])
  return tf.depthwiseConv2d(wide, tf.reverse(filter, [0, 1]) as Tensor4D, 1, 'valid')
}

/** `stride - 1` zeros behind each row or column. */
function spreadOut(tf: TensorFlow, x: Tensor4D, axis: 1 | 2, stride: number): Tensor4D {
  if (stride === 1) return x
  const zeros = Array.from({ length: stride - 1 }, () => tf.zerosLike(x))
  return interleave(tf, [x, ...zeros], axis)
}

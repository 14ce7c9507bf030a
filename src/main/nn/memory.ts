import { TintypeError } from '../../shared/errors.ts'

/** What TensorFlow, WebAssembly and V8 say when there is no memory left. */
const exhausted =
  /out of memory|^Aborted\(|\bOOM\b|resource.?exhausted|enlarge memory|Memory\.grow|memory access out of bounds|allocation failed|invalid typed array length/i

export const outOfMemory =
  'There is not enough memory for this photo. Choose a smaller size or run fewer engines at once.'

/** `out-of-memory` where the message tells of it; anything else as it is. */
export function asTintypeError(thrown: unknown): unknown {
  if (thrown instanceof TintypeError || !(thrown instanceof Error) || !exhausted.test(thrown.message)) {
    return thrown
  }
  return new TintypeError('out-of-memory', outOfMemory, { cause: thrown })
}

/** Runs `work` and gives the errors of TensorFlow.js a kind. */
export async function recognised<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw asTintypeError(thrown)
  }
}

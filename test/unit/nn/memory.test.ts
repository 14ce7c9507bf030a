import { expect, it } from 'vitest'
import { asTintypeError } from '../../../src/main/nn/memory.ts'
import { TintypeError } from '../../../src/shared/errors.ts'

it.each([
  'memory access out of bounds',
  'Aborted(). Build with -sASSERTIONS for more info.',
  'Array buffer allocation failed',
  'WebAssembly.Memory.grow(): Unable to grow instance memory',
  'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[1,1024,1024,64] and type float',
])('takes "%s" for a lack of memory', (message) => {
  expect(asTintypeError(new Error(message))).toMatchObject({ kind: 'out-of-memory' })
})

it('leaves other errors as they are', () => {
  for (const error of [new Error('Shapes do not match'), new TintypeError('features-gone', 'gone'), 'text']) {
    expect(asTintypeError(error)).toBe(error)
  }
})

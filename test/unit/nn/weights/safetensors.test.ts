import { describe, expect, it } from 'vitest'
import { readSafetensors } from '../../../../src/main/nn/weights/safetensors.ts'
import { safetensors } from '../../../fixtures/engine/write-model.ts'

const f32 = (begin: number, end: number, shape: number[]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
})

describe('readSafetensors', () => {
  it('reads F32 and F16 by name, at any alignment and in any order of the header', () => {
    const data = Buffer.alloc(10)
    data.writeUInt16LE(0x3c00, 0)
    data.writeFloatLE(0.5, 2)
    data.writeFloatLE(-3, 6)
    const header = {
      __metadata__: { note: 'ignored' },
      wide: f32(2, 10, [1, 2]),
      half: { dtype: 'F16', shape: [1], data_offsets: [0, 2] },
    }
    // One space more shifts the data to an odd address.
    const tensors = readSafetensors(safetensors(`${JSON.stringify(header)} `, data))
    expect(tensors.get('wide')).toEqual({ shape: [1, 2], values: new Float32Array([0.5, -3]) })
    expect(tensors.get('half')).toEqual({ shape: [1], values: new Float32Array([1]) })
    expect(tensors.size).toBe(2)
  })

  it('reads a view into a larger buffer', () => {
    const file = safetensors({ x: f32(0, 4, [1]) }, new Uint8Array(4))
    const larger = Buffer.concat([new Uint8Array(7).fill(255), file, new Uint8Array(9).fill(255)])
    expect(readSafetensors(larger.subarray(7, 7 + file.length)).get('x')?.values).toEqual(new Float32Array(1))
  })

  const data = new Uint8Array(16)
  const endless = Buffer.alloc(16)
  endless.writeBigUInt64LE(2n ** 63n)
  it.each<[string, Uint8Array]>([
    ['an empty file', new Uint8Array()],
    ['a file shorter than its length', new Uint8Array(7)],
    ['a header longer than the file', endless],
    ['a header that is no JSON', safetensors('{')],
    ['a header that is a list', safetensors([])],
    ['an entry without a shape', safetensors({ x: { dtype: 'F32', data_offsets: [0, 16] } }, data)],
    ['an unknown type', safetensors({ x: { ...f32(0, 16, [4]), dtype: 'F31' } }, data)],
    ['a type of the prototype', safetensors({ x: { ...f32(0, 16, [4]), dtype: 'toString' } }, data)],
    ['a shape of nine sides', safetensors({ x: f32(0, 16, [4, 1, 1, 1, 1, 1, 1, 1, 1]) }, data)],
    ['a shape that is no list', safetensors({ x: { ...f32(0, 16, [4]), shape: { length: 1, 0: 4 } } }, data)],
    ['an entry that says more', safetensors({ x: { ...f32(0, 16, [4]), more: 1 } }, data)],
    ['an entry that is no table', safetensors({ x: [] }, data)],
    [
      'a name twice',
      safetensors(`{"x":${JSON.stringify(f32(0, 8, [2]))},"x":${JSON.stringify(f32(0, 16, [4]))}}`, data),
    ],
    [
      'a shape twice',
      safetensors('{"x":{"dtype":"F32","shape":[9],"shape":[4],"data_offsets":[0,16]}}', data),
    ],
    [
      'a key spelt in another way',
      safetensors('{"x":{"dtype":"F32","\\u0073hape":[4],"data_offsets":[0,16]}}', data),
    ],
    ['a name without end', safetensors({ ['x'.repeat(300)]: f32(0, 16, [4]) }, data)],
    ['metadata that is no text', safetensors({ __metadata__: { deep: {} }, x: f32(0, 16, [4]) }, data)],
    [
      'metadata that nests without end',
      safetensors(`{"__metadata__":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    ],
    ['an entry that nests without end', safetensors(`{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
    ['a header over the limit', safetensors(`{}${' '.repeat(2 ** 20)}`)],
    ['the prototype as a tensor', safetensors('{"__proto__":{"dtype":"F32"}}')],
    ['a negative side', safetensors({ x: f32(0, 16, [-2, -2]) }, data)],
    ['a fractional side', safetensors({ x: f32(0, 16, [1.5]) }, data)],
    ['a shape larger than its data', safetensors({ x: f32(0, 16, [5]) }, data)],
    ['a shape beyond all numbers', safetensors({ x: f32(0, 16, [2 ** 52, 2 ** 52, 2 ** 52]) }, data)],
    ['an end before the beginning', safetensors({ x: f32(16, 0, [4]) }, data)],
    ['data beyond the file', safetensors({ x: f32(0, 4_000_000_000, [1_000_000_000]) }, data)],
    ['tensors that overlap', safetensors({ x: f32(0, 16, [4]), y: f32(0, 16, [4]) }, data)],
    ['a gap', safetensors({ x: f32(0, 4, [1]), y: f32(8, 16, [2]) }, data)],
    ['data that no tensor names', safetensors({ x: f32(0, 8, [2]) }, data)],
    ['a truncated file', safetensors({ x: f32(0, 16, [4]) }, data).subarray(0, -1)],
  ])('refuses %s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(expect.objectContaining({ kind: 'model-damaged' }))
  })

  const mixed = safetensors(
    {
      count: { dtype: 'I64', shape: [], data_offsets: [0, 8] },
      x: f32(8, 12, [1]),
      none: { dtype: 'BOOL', shape: [0, 5], data_offsets: [12, 12] },
    },
    new Uint8Array(12),
  )

  it('passes over what is not wanted, of whatever type', () => {
    expect([...readSafetensors(mixed, (name) => name === 'x').keys()]).toEqual(['x'])
  })

  it('names the type of what is wanted and is no F16 or F32', () => {
    expect(() => readSafetensors(mixed)).toThrow(
      expect.objectContaining({
        kind: 'model-foreign',
        message: expect.stringContaining('"count" is of type I64'),
      }),
    )
  })

  it('holds what is not wanted to its place all the same', () => {
    const overlapping = safetensors({ count: { dtype: 'I64', shape: [2], data_offsets: [0, 8] } }, data)
    expect(() => readSafetensors(overlapping, () => false)).toThrow(
      expect.objectContaining({ kind: 'model-damaged' }),
    )
  })
})

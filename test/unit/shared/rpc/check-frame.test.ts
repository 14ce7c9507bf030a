import { describe, expect, it } from 'vitest'
import { encodeMessage } from '../../../../src/shared/rpc/bytes.ts'
import { checkFrame } from '../../../../src/shared/rpc/check-frame.ts'

const refused = expect.objectContaining({ kind: 'bad-request' })
const repeated = (times: number, ...bytes: number[]): Uint8Array =>
  Uint8Array.from({ length: times * bytes.length }, (_, at) => bytes[at % bytes.length]!)

describe('checkFrame', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a truth', [true, false]],
    ['small and large numbers of both signs', [0, 127, 128, 2 ** 16, 2 ** 40, -1, -32, -33, -(2 ** 40), 0.1]],
    ['texts of every length', ['', 'a'.repeat(31), 'a'.repeat(32), 'ß'.repeat(300), 'a'.repeat(70_000)]],
    ['bytes of every length', [0, 1, 255, 256, 70_000].map((length) => new Uint8Array(length))],
    ['floats of every length', [0, 1, 2, 4, 70, 70_000].map((length) => new Float32Array(length))],
    ['lists of every length', [0, 15, 16, 70_000].map((length) => new Array(length).fill(7))],
    [
      'tables of every length',
      [0, 15, 16, 70_000].map((keys) =>
        Object.fromEntries(Array.from({ length: keys }, (_, key) => [`k${key}`, {}])),
      ),
    ],
    ['thirty levels', Array.from({ length: 30 }).reduce((inner) => [inner], 0)],
  ])('lets %s through', (_, message) => {
    expect(() => checkFrame(encodeMessage(message))).not.toThrow()
  })

  it.each<[string, Uint8Array]>([
    ['nothing at all', new Uint8Array()],
    ['a byte that begins no value', Uint8Array.of(0xc1)],
    ['nested lists that claim 30 million each', repeated(20, 0xdd, 0x01, 0xc9, 0xc3, 0x80)],
    ['nested tables that claim 30 million each', repeated(20, 0xdf, 0x01, 0xc9, 0xc3, 0x80)],
    ['nested lists of 16 bits', repeated(33, 0xdc, 0xff, 0xff)],
    ['a list that claims one more than there is', Uint8Array.of(0x93, 1, 2)],
    ['lists that together claim more than there is', Uint8Array.of(0x92, 0x92, 0x92, 1, 2)],
    ['a table that claims all that 32 bits hold', Uint8Array.of(0xdf, 255, 255, 255, 255, 0)],
    ['a text beyond the end', Uint8Array.of(0xdb, 255, 255, 255, 255, 0x61)],
    ['bytes beyond the end', Uint8Array.of(0xc6, 0, 0, 0, 2, 1)],
    ['an extension beyond the end', Uint8Array.of(0xc9, 0, 0, 0, 4, 0, 1, 2, 3)],
    ['a short extension beyond the end', Uint8Array.of(0xd8, 0, 1)],
    ['a length cut off', Uint8Array.of(0xdd, 0)],
    ['a number cut off', Uint8Array.of(0xcb, 0, 0)],
    ['something behind its end', Uint8Array.of(1, 1)],
    ['a hundred levels', Uint8Array.of(...repeated(100, 0x91), 1)],
    ['a hundred levels of tables', Uint8Array.of(...repeated(100, 0x81, 0xa1, 0x61), 1)],
    [
      'millions of empty tables',
      Buffer.concat([Uint8Array.of(0xdd, 0, 0x30, 0, 0), repeated(3 * 2 ** 20, 0x80)]),
    ],
  ])('refuses %s', (_, frame) => {
    expect(() => checkFrame(frame)).toThrow(refused)
  })

  it('looks at its own part of a larger buffer alone', () => {
    const larger = Uint8Array.of(0x93, 0x92, 1, 2, 3)
    expect(() => checkFrame(larger.subarray(1, 4))).not.toThrow()
    expect(() => checkFrame(larger.subarray(1, 3))).toThrow(refused)
    expect(() => checkFrame(larger.subarray(0, 4))).toThrow(refused)
  })
})

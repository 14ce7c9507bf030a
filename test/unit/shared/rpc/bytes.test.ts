import { expect, it } from 'vitest'
import { decodeMessage, encodeMessage, overBytes } from '../../../../src/shared/rpc/bytes.ts'

it('carries every kind of value of the contract, floats bit for bit', () => {
  const message = {
    text: 'Großmutter #1 100%',
    numbers: [0, -1, 2 ** 40, 0.1, Number.NaN],
    none: null,
    bytes: Uint8Array.of(0, 255),
    // A view that begins at no multiple of eight, as one of several planes in a buffer does.
    floats: new Float32Array(Float32Array.of(9, 1.5, -3e38, Number.NaN).buffer, 4),
  }
  expect(decodeMessage(encodeMessage({ ...message, left: undefined }))).toEqual(message)
  // Also where the frame is itself a part of a larger buffer.
  const shifted = new Uint8Array([7, ...encodeMessage(message)]).subarray(1)
  expect(decodeMessage(shifted)).toEqual(message)
})

it('leaves damaged frames out, tells of them, and goes on', () => {
  let receive: (frame: Uint8Array) => void = () => {}
  const damaged: unknown[] = []
  const heard: unknown[] = []
  const channel = overBytes(
    {
      send: () => {},
      receive: (listener) => {
        receive = listener
      },
    },
    (error) => damaged.push(error),
  )
  channel.listen((message) => heard.push(message))
  for (const frame of [Uint8Array.of(0xc1), Uint8Array.of(), encodeMessage({ a: 1 }).subarray(0, 2)])
    receive(frame)
  // A key that would reach the prototype of every object.
  receive(Uint8Array.of(0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x01))
  receive(encodeMessage('well'))
  expect(damaged).toHaveLength(4)
  expect(heard).toEqual(['well'])
})

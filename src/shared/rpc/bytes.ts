import { decode, Encoder, ExtensionCodec } from '@msgpack/msgpack'
import { TintypeError } from '../errors.ts'
import type { Channel } from './channel.ts'
import { checkFrame } from './check-frame.ts'

/** A channel that carries whole frames of bytes: a socket, a pipe, Electron's IPC. */
export interface ByteChannel {
  send: (frame: Uint8Array<ArrayBuffer>) => void
  receive: (listener: (frame: Uint8Array) => void) => void
}

/** No frame may be larger: 25 times the L tensor of the largest network size, as a guard for memory. */
export const maxFrameBytes = 64 * 2 ** 20

const float32 = 0

/** MessagePack knows bytes but no floats in a row; they get an extension type. */
const extensionCodec = new ExtensionCodec()
extensionCodec.register({
  type: float32,
  encode: (value) =>
    value instanceof Float32Array ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
  // Copied, because a view of floats has to begin at a multiple of four.
  decode: (bytes) => new Float32Array(new Uint8Array(bytes).buffer),
})

/** @throws `RangeError` and the like for values that MessagePack cannot hold. */
export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  return new Encoder({ extensionCodec, ignoreUndefined: true }).encode(message)
}

/** @throws `bad-request` for bytes that are no message, before anything is made of them. */
export function decodeMessage(frame: Uint8Array): unknown {
  checkFrame(frame)
  try {
    return decode(frame, { extensionCodec })
  } catch (cause) {
    throw new TintypeError('bad-request', `A message cannot be read: ${(cause as Error).message}.`, { cause })
  }
}

/**
 * Messages over frames of bytes; any number of parties may listen.
 * @param onDamaged told of a frame that cannot be read; it is left out
 */
export function overBytes(
  channel: ByteChannel,
  onDamaged: (error: TintypeError) => void = () => {},
): Channel {
  const listeners: ((message: unknown) => void)[] = []
  channel.receive((frame) => {
    let message: unknown
    try {
      message = decodeMessage(frame)
    } catch (error) {
      return onDamaged(error as TintypeError)
    }
    for (const listener of listeners) listener(message)
  })
  return {
    post: (message) => channel.send(encodeMessage(message)),
    listen: (listener) => void listeners.push(listener),
  }
}

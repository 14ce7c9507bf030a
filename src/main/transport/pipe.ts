import type { Duplex } from 'node:stream'
import { type ByteChannel, maxFrameBytes } from '../../shared/rpc/bytes.ts'

/** Channels of one pipe: what the two processes say to each other, and frames passed on for others. */
export const ports = { own: 0, app: 1 } as const
export type Port = keyof typeof ports

const headerBytes = 5

/**
 * Frames over a pipe: their length as 32 bits, little-endian, the port as 8, then the bytes. Node's own
 * IPC will not do between Electron and Node: V8 writes a newer format there (16) than Node 24 reads (15).
 * A frame over the limit ends the pipe: what comes after it could not be trusted.
 */
export function portsOver(pipe: Duplex): Record<Port, ByteChannel> {
  const listeners: ((frame: Uint8Array) => void)[] = []
  const reader = new FrameReader((port, frame) => listeners[port]?.(frame))
  pipe.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk)
    } catch (thrown) {
      pipe.destroy(thrown as Error)
    }
  })
  const channel = (port: number): ByteChannel => ({
    send: (frame) => {
      if (pipe.destroyed) return
      const header = Buffer.alloc(headerBytes)
      header.writeUInt32LE(frame.byteLength)
      header.writeUInt8(port, 4)
      pipe.cork()
      pipe.write(header)
      pipe.write(frame)
      pipe.uncork()
    },
    receive: (listener) => {
      listeners[port] = listener
    },
  })
  return { own: channel(ports.own), app: channel(ports.app) }
}

/** Puts frames together from chunks as they come. */
class FrameReader {
  readonly #onFrame: (port: number, frame: Uint8Array) => void
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(onFrame: (port: number, frame: Uint8Array) => void) {
    this.#onFrame = onFrame
  }

  /** @throws a frame over the limit. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.byteLength
    while (this.#bytes >= headerBytes) {
      const header = this.#joined(headerBytes)
      const length = header.readUInt32LE()
      if (length > maxFrameBytes) throw new RangeError(`A frame of ${length} bytes is over the limit.`)
      if (this.#bytes < headerBytes + length) return
      const whole = this.#joined(headerBytes + length)
      const rest = whole.subarray(headerBytes + length)
      this.#chunks = rest.byteLength > 0 ? [rest] : []
      this.#bytes = rest.byteLength
      // Copied, because a structured clone would take the whole chunk along.
      this.#onFrame(whole.readUInt8(4), new Uint8Array(whole.subarray(headerBytes, headerBytes + length)))
    }
  }

  /** The bytes so far as one buffer, joined only when `wanted` of them span several chunks. */
  #joined(wanted: number): Buffer {
    if (this.#chunks[0]!.byteLength < wanted) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0]!
  }
}

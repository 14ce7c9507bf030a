import type { AppChannel, LinkState } from './app-client.ts'

/** Waits before each new try to reach a host that went away, in milliseconds; the last one repeats. */
const waits = [200, 500, 1000, 3000]

const gone: LinkState = {
  up: false,
  reason: {
    kind: 'worker-crashed',
    message: 'Tintype cannot be reached. Start "tintype serve" again if it does not come back by itself.',
  },
}

/**
 * The application behind a WebSocket, for a page in a browser. A lost connection is opened again.
 * @param url `ws://` address of the host's socket
 */
export function socketChannel(url: string): AppChannel {
  let socket: WebSocket
  let tries = 0
  let receive: (frame: Uint8Array) => void = () => {}
  let watch: (state: LinkState) => void = () => {}

  const open = (): void => {
    socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      tries = 0
      watch({ up: true })
    })
    socket.addEventListener('message', ({ data }) => receive(new Uint8Array(data)))
    socket.addEventListener('close', () => {
      watch(gone)
      setTimeout(open, waits[Math.min(tries++, waits.length - 1)])
    })
  }
  return {
    send: (frame) => socket.send(frame),
    receive: (listener) => {
      receive = listener
    },
    watch: (listener) => {
      watch = listener
      open()
    },
  }
}

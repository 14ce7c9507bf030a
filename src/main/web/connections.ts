import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long a connection may take, in milliseconds. */
export interface Deadlines {
  /** From its beginning until it has shown the cookie. */
  stranger: number
  /** For the headers of a request. */
  headers: number
  /** For the next 64 KiB of a body: a large file may take hours on a slow disk, but it has to move. */
  body: number
  /** Of standing still while an answer is sent; a browser may hold a download for a while. */
  answer: number
}

export const usualDeadlines: Deadlines = {
  stranger: 10_000,
  headers: 10_000,
  body: 30_000,
  answer: 120_000,
}

/** Connections at the same time that have not shown the cookie; a browser opens six to one host. */
const mostStrangers = 100
const leastProgress = 2 ** 16

/**
 * Every connection of the host, whatever became of it: one whose upgrade was refused is no request any
 * more, and Node itself keeps no list of such. Strangers have little time, and make room for who comes later.
 */
export class Connections {
  readonly #all = new Set<Socket>()
  /** Oldest first, each with what ends it. */
  readonly #strangers = new Map<Socket, NodeJS.Timeout>()
  readonly #deadlines: Deadlines

  constructor(server: Server, deadlines: Deadlines) {
    this.#deadlines = deadlines
    server.on('connection', (socket) => this.#take(socket))
  }

  /** The cookie was shown on this connection. */
  admit(socket: Socket): void {
    clearTimeout(this.#strangers.get(socket))
    this.#strangers.delete(socket)
  }

  /** Ends the connection of a request that does not come to its end, or of whoever does not take the answer. */
  watch(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    let read = socket.bytesRead
    const timer = setInterval(() => {
      if (!request.complete && socket.bytesRead - read < leastProgress) socket.destroy()
      read = socket.bytesRead
    }, this.#deadlines.body)
    request.once('close', () => clearInterval(timer))
    // Before the answer begins it is Tintype that takes its time.
    response.setTimeout(this.#deadlines.answer, () => {
      if (response.headersSent) socket.destroy()
    })
  }

  end(): void {
    for (const socket of this.#all) socket.destroy()
  }

  #take(socket: Socket): void {
    this.#all.add(socket)
    this.#strangers.set(
      socket,
      setTimeout(() => socket.destroy(), this.#deadlines.stranger),
    )
    socket.once('close', () => {
      this.#all.delete(socket)
      this.admit(socket)
    })
    const [oldest] = this.#strangers.keys()
    if (this.#strangers.size > mostStrangers && oldest) {
      this.admit(oldest)
      oldest.destroy()
    }
  }
}

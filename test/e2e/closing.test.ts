import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLibrary } from '../../src/main/core/library/index.ts'
import { buildRenderer } from '../fixtures/built-pages.ts'
import { Place } from './support/served-app.ts'

let place: Place
beforeAll(async () => {
  await buildRenderer()
  place = await Place.make()
}, 300_000)
afterAll(() => place.remove())

it('Ctrl-C gives the library back whatever clients leave undone', async () => {
  const served = await place.serve()
  const { origin, host, port, hash } = new URL(served.url)
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin },
    body: hash.slice(1),
  })
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
  const head = (line: string, ...headers: string[]): string =>
    [line, `Host: ${host}`, `Origin: ${origin}`, ...headers, '', ''].join('\r\n')
  const refused = head('GET /socket HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket')
  const slow = head('POST /upload?name=a.jpg HTTP/1.1', `Cookie: ${cookie}`, 'Content-Length: 1000000')
  const texts = [...Array<string>(600).fill(refused), ...Array<string>(50).fill(`${slow}half`)]
  const clients = await Promise.all(texts.map((text) => say(Number(port), text)))

  const began = performance.now()
  expect(await served.stop()).toBe(0)
  // A few hundred milliseconds on a quiet machine; the program would end itself by force after 15 s.
  expect(performance.now() - began).toBeLessThan(12_000)
  const library = await openLibrary(place.library)
  await library.close()
  for (const client of clients) client.destroy()
})

/** A client that never ends by itself, whatever it hears. */
async function say(port: number, text: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.resume()
  socket.write(text)
  return socket
}

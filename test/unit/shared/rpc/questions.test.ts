import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TintypeError } from '../../../../src/shared/errors.ts'
import { type Channel, type Connection, connect, serve } from '../../../../src/shared/rpc/channel.ts'
import type { Handlers } from '../../../../src/shared/rpc/contract.ts'

const contract = {
  double: { args: z.object({ of: z.number() }), result: z.number() },
  add: {
    args: z.object({ first: z.number() }),
    asks: {
      second: { args: z.object({ after: z.number() }), result: z.number() },
      never: { args: z.object({}), result: z.object({}) },
    },
    result: z.number(),
  },
}

const handlers: Handlers<typeof contract> = {
  double: ({ of }) => 2 * of,
  add: async ({ first }, ask) => first + (await ask.second({ after: first })),
}

let ends: MessagePort[]
let connection: Connection<typeof contract>

beforeEach(() => {
  const { port1, port2 } = new MessageChannel()
  ends = [port1, port2]
  serve(contract, handlers, channelOver(port1))
  connection = connect(contract, channelOver(port2), 2000)
})
afterEach(() => {
  for (const end of ends) end.close()
})

function channelOver(port: MessagePort): Channel {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', listener),
  }
}

const never = () => ({})

describe('a call that asks while it is at work', () => {
  it('goes on with the answer, which may take its time', async () => {
    const second = async ({ after }: { after: number }): Promise<number> => 10 * after
    expect(await connection.client.add({ first: 2 }, { second, never })).toBe(22)
    expect(await connection.client.double({ of: 4 })).toBe(8)
  })

  it('keeps the questions of calls at the same time apart', async () => {
    const sums = [1, 2, 3].map((first) =>
      connection.client.add({ first }, { second: async () => 100 * first, never }),
    )
    expect(await Promise.all(sums)).toEqual([101, 202, 303])
  })

  it('ends with the error of an answer', async () => {
    const refuse = (): never => {
      throw new TintypeError('disk-full', 'No room.', { details: { free: 0 } })
    }
    await expect(connection.client.add({ first: 1 }, { second: refuse, never })).rejects.toMatchObject({
      ...{ kind: 'disk-full', message: 'No room.', details: { free: 0 } },
    })
  })

  it('ends with an answer out of contract', async () => {
    const second = (() => 'two') as unknown as () => number
    await expect(connection.client.add({ first: 1 }, { second, never })).rejects.toMatchObject({
      ...{ kind: 'internal', message: expect.stringContaining('second answered out of contract') },
    })
  })
})

describe('a called end that cannot be trusted', () => {
  /** Sends a question as birpc would. @returns the answer to it */
  async function ask(call: string, name: string, args: unknown): Promise<unknown> {
    const [far] = ends
    const answered = new Promise((resolve) => {
      far!.on('message', (message: { t: string; i: string; r: unknown }) => {
        if (message.t === 's' && message.i === 'question') resolve(message.r)
      })
    })
    far!.postMessage({ t: 'q', i: 'question', m: 'ask', a: [call, name, args] })
    return answered
  }

  it('gets no answer to what was not called, is no question, or is none of that kind', async () => {
    let end = (_: number): void => {}
    const open = new Promise<number>((resolve) => {
      end = resolve
    })
    let asked = 0
    const second = (): Promise<number> => {
      asked += 1
      return open
    }
    const sum = connection.client.add({ first: 1 }, { second, never })
    while (asked < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    for (const [call, name, args] of [
      ['77', 'second', { after: 1 }],
      ['0', 'toString', {}],
      ['0', 'second', { after: 'soon' }],
    ] as const) {
      expect(await ask(call, name, args)).toMatchObject({ error: { kind: 'bad-request' } })
    }
    expect(asked).toBe(1)
    end(5)
    expect(await sum).toBe(6)
    expect(await ask('0', 'second', { after: 1 })).toMatchObject({ error: { kind: 'bad-request' } })
  })
})

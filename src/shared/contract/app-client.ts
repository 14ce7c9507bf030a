import { fromWireError, type WireError } from '../errors.ts'
import { type ByteChannel, overBytes } from '../rpc/bytes.ts'
import { connect } from '../rpc/channel.ts'
import type { Client } from '../rpc/contract.ts'
import { type AppContract, type AppEvents, appContract, appEvents } from './app.ts'

/** Whether the application can be reached, and why not. */
export type LinkState = { up: true } | { up: false; reason: WireError }

/** The way to the application: frames while it is up; what was under way when it goes down is lost. */
export interface AppChannel extends ByteChannel {
  watch: (listener: (state: LinkState) => void) => void
}

export interface AppConnection {
  client: Client<AppContract>
  /** @returns ends the subscription */
  on: <K extends keyof AppEvents>(name: K, listener: (payload: AppEvents[K]) => void) => () => void
  /**
   * Told when the application is lost and when it is back; what was asked before may be out of date.
   * @returns ends the subscription
   */
  onLink: (listener: (state: LinkState) => void) => () => void
}

/** A batch is started at once and then reported by events, so no single call takes longer than this. */
const callTimeout = 10 * 60_000

/**
 * Connects a user interface to the application. Calls made while the application is down wait until
 * it is back; calls under way when it goes down fail with the reason.
 */
export function connectApp(channel: AppChannel): AppConnection {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const linkListeners = new Set<(state: LinkState) => void>()
  const waiting: Uint8Array<ArrayBuffer>[] = []
  let up = false

  const send = (frame: Uint8Array<ArrayBuffer>): void => {
    if (up) channel.send(frame)
    else waiting.push(frame)
  }
  const connection = connect(
    appContract,
    // Whose answer cannot be read is not known: nobody waits on in vain.
    overBytes({ send, receive: channel.receive }, (error) => connection.interrupt(error)),
    callTimeout,
    {
      onEvent: (name, payload) => {
        const schema = Object.hasOwn(appEvents, name) ? appEvents[name as keyof AppEvents] : undefined
        const parsed = schema?.safeParse(payload)
        // Events only say what to draw anew; one that cannot be read is left out.
        if (parsed?.success) for (const listener of listeners.get(name) ?? []) listener(parsed.data as never)
      },
    },
  )
  channel.watch((state) => {
    const lost = up && !state.up
    up = state.up
    if (state.up) for (const frame of waiting.splice(0)) channel.send(frame)
    else if (lost) connection.interrupt(fromWireError(state.reason))
    for (const listener of linkListeners) listener(state)
  })

  return {
    client: connection.client,
    on: (name, listener) => {
      const group = listeners.get(name) ?? new Set()
      listeners.set(name, group.add(listener as (payload: never) => void))
      return () => void group.delete(listener as (payload: never) => void)
    },
    onLink: (listener) => {
      linkListeners.add(listener)
      return () => void linkListeners.delete(listener)
    },
  }
}

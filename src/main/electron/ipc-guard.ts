import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { ipcCall, ipcPrefix } from '../../shared/contract/ipc.ts'
import { answer } from '../../shared/rpc/answer.ts'
import type { Contract, Handlers } from '../../shared/rpc/contract.ts'
import { isOwnPage } from './origin.ts'

type Event = IpcMainEvent | IpcMainInvokeEvent

/** The one way to `ipcMain`: every message is checked for who sent it before anything reads it. */
export class IpcGuard {
  readonly #page: () => WebContents | undefined
  readonly #onRefused: (reason: string) => void

  /**
   * @param page the window's contents, while there is a window
   * @param onRefused told of each message that is turned away
   */
  constructor(page: () => WebContents | undefined, onRefused: (reason: string) => void) {
    this.#page = page
    this.#onRefused = onRefused
  }

  /** Listens to a message that is not answered; one that is refused is left out. */
  on(channel: string, listener: (payload: unknown) => void): void {
    checkChannel(channel)
    ipcMain.on(channel, (event, payload: unknown) => {
      const reason = this.#refusal(event)
      if (reason === undefined) listener(payload)
      else this.#onRefused(`${channel}: ${reason}`)
    })
  }

  /** Answers the calls of a contract, arguments checked. Whoever is refused gets a rejection. */
  serve<C extends Contract>(contract: C, handlers: Handlers<C>): void {
    for (const name of Object.keys(contract)) {
      const channel = ipcCall(name)
      ipcMain.handle(channel, async (event, args: unknown) => {
        const reason = this.#refusal(event)
        if (reason !== undefined) {
          this.#onRefused(`${channel}: ${reason}`)
          throw new Error('Refused.')
        }
        return answer(contract, handlers, name, args)
      })
    }
  }

  #refusal(event: Event): string | undefined {
    if (event.sender !== this.#page()) return 'the sender is not the window'
    // Absent when the frame went away or was navigated since it sent this.
    const frame = event.senderFrame
    if (!frame) return 'the frame is gone'
    if (frame.parent !== null) return 'the frame is not the top one'
    if (!isOwnPage(frame.url)) return 'the origin is not ours'
    return undefined
  }
}

/** @throws a channel that is not ours; messages of others never get a listener. */
function checkChannel(channel: string): void {
  if (!channel.startsWith(ipcPrefix)) throw new RangeError(`${channel} is no channel of Tintype.`)
}

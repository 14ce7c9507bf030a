import type { TintypeError } from '../errors.ts'
import type { Around } from '../rpc/answer.ts'
import { type ByteChannel, overBytes } from '../rpc/bytes.ts'
import { serve } from '../rpc/channel.ts'
import type { Handlers } from '../rpc/contract.ts'
import { type AppContract, type AppEvents, appContract } from './app.ts'
import type { Resource, ResourceRequest } from './resources.ts'

export type AppEventListener = <K extends keyof AppEvents>(name: K, payload: AppEvents[K]) => void

/** Begins the name of a folder, among the uploads, of a model on its way in; what a killed host left behind is known by it. */
export const modelUploadPrefix = '.model-'

/** Where originals go that arrive as bytes instead of by path. */
export interface UploadStore {
  /** Folder of the library for them. */
  folder: string
  /** Says that a file is about to be there under a path, which no row names before it is imported. */
  hold: (path: string) => void
}

/** The application behind the contract, whichever transport its clients come by. */
export interface AppServer {
  handlers: Handlers<AppContract>
  /** Stands around each call of a client. */
  around?: Around
  events: {
    /** @returns ends the subscription */
    subscribe: (listener: AppEventListener) => () => void
  }
  /** Pictures for the screen and results to take away. @throws `file-not-found` and what making it may give. */
  resource: (request: ResourceRequest) => Promise<Resource>
  uploads: UploadStore
  /** Ends the work in progress in order and closes the library. */
  close: () => Promise<void>
}

export interface AppOptions {
  /** Folder of the library; left out: the user's own. */
  library?: string
}

/**
 * Serves one client.
 * @returns ends the service to this client
 */
export function serveApp(
  app: AppServer,
  channel: ByteChannel,
  onDamaged?: (error: TintypeError) => void,
): () => void {
  const serving = serve(appContract, app.handlers, overBytes(channel, onDamaged), app.around)
  const unsubscribe = app.events.subscribe(serving.emit)
  return () => {
    unsubscribe()
    serving.close()
  }
}

import type { AppContract, AppEvents } from '../../../shared/contract/app.ts'
import type { LinkState } from '../../../shared/contract/app-client.ts'
import type { ResourceRequest } from '../../../shared/contract/resources.ts'
import type { ShellCommand } from '../../../shared/contract/shell.ts'
import type { WireError } from '../../../shared/errors.ts'
import type { Client } from '../../../shared/rpc/contract.ts'

/** Files that the user gave, as paths that core can read, and why others did not get there. */
export interface GivenFiles {
  paths: string[]
  refused: WireError[]
  /** Files in folders that are no pictures by their name, counted by ending; core counts those that it finds itself. */
  leftOut?: Record<string, number>
}

/** Files of the user's computer, which a page reaches only through its host. */
export interface HostFiles {
  /** Asks for photographs; answers none when the user cancels. */
  chooseFiles: () => Promise<GivenFiles>
  /** Asks for a folder of photographs and answers as `chooseFiles`; absent where no folder can be chosen. */
  chooseFolder?: () => Promise<GivenFiles>
  /** Asks where results go; absent where the host itself decides. */
  chooseDestination?: () => Promise<string | undefined>
  /** Asks for a model's file and installs it; answers its id, `undefined` when the user cancels. */
  importModel: () => Promise<string | undefined>
  /** Asks for a palette's file and answers its text, `undefined` when the user cancels. @throws `palette-unreadable` */
  readPalette: () => Promise<string | undefined>
  /** What was dropped on the window. */
  dropped: (transfer: DataTransfer) => Promise<GivenFiles>
  /** Shows a file in the system's file manager, or hands it to the browser as a download. */
  reveal: (result: { job: number; path: string }) => Promise<void>
}

/** What the page runs in: Electron's shell or the loopback host, alike to everything in the renderer. */
export interface Host {
  client: Client<AppContract>
  /** Listens to core; the answer ends it. */
  on: <K extends keyof AppEvents>(event: K, listener: (payload: AppEvents[K]) => void) => () => void
  /** Whether core can be reached; the answer ends the listening. */
  onLink: (listener: (state: LinkState) => void) => () => void
  /** Address of a picture. */
  resource: (request: ResourceRequest) => string
  files: HostFiles
  /** Lets the user choose another library; absent where a page cannot. */
  chooseLibrary?: () => Promise<void>
  /** Ends the app; absent where a page cannot. */
  quit?: () => Promise<void>
  /** Files opened with Tintype from outside, as paths that core can read. */
  onOpen: (listener: (paths: string[]) => void) => void
  /** Commands of the native menu. */
  onCommand: (listener: (command: ShellCommand) => void) => void
}

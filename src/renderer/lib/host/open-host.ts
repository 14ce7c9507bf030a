import { connectApp } from '../../../shared/contract/app-client.ts'
import { type ResourceRequest, resourceBases, resourcePath } from '../../../shared/contract/resources.ts'
import type { ShellBridge } from '../../../shared/contract/shell.ts'
import { socketChannel } from '../../../shared/contract/socket-channel.ts'
import { fromWireError, type WireError } from '../../../shared/errors.ts'
import { browserFiles, readPalette } from './browser-files.ts'
import type { GivenFiles, Host, HostFiles } from './host.ts'

declare global {
  interface Window {
    /** Put there by the desktop shell; absent in a browser. */
    tintype?: ShellBridge
  }
}

/** The host that this page runs in: the desktop shell if it left its bridge, else the loopback host. */
export function openHost(): Host {
  return window.tintype ? shellHost(window.tintype) : browserHost()
}

function shellHost(shell: ShellBridge): Host {
  const app = connectApp(shell.app)
  return {
    ...app,
    resource: below(resourceBases.electron),
    files: shellFiles(shell, app.client),
    chooseLibrary: async () => void unwrap(await shell.chooseLibrary()),
    quit: async () => void unwrap(await shell.quit()),
    onOpen: shell.onOpen,
    onCommand: shell.onCommand,
  }
}

function shellFiles(shell: ShellBridge, client: Host['client']): HostFiles {
  return {
    chooseFiles: async () => given(unwrap(await shell.openPhotos()).paths),
    chooseFolder: async () => {
      const { path } = unwrap(await shell.openFolder())
      return given(path === null ? [] : [path])
    },
    chooseDestination: async () => unwrap(await shell.exportFolder()).path ?? undefined,
    importModel: async () => {
      const { path } = unwrap(await shell.openModel())
      return path === null ? undefined : (await client['models.import']({ path })).id
    },
    readPalette,
    dropped: async ({ files }) => given([...files].map(shell.pathOf).filter(Boolean)),
    reveal: async ({ path }) => void unwrap(await shell.showItem(path)),
  }
}

/** By path nothing is refused: core reads the files, and says of each what is wrong with it. */
function given(paths: string[]): GivenFiles {
  return { paths, refused: [] }
}

function unwrap<T>(answer: { result: T } | { error: WireError }): T {
  if ('error' in answer) throw fromWireError(answer.error)
  return answer.result
}

function browserHost(): Host {
  const { protocol, host } = location
  const resource = below(resourceBases.browser)
  return {
    ...connectApp(socketChannel(`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/socket`)),
    resource,
    files: browserFiles((job) => resource({ kind: 'export', job })),
    onOpen: () => {},
    onCommand: () => {},
  }
}

function below(base: string): (request: ResourceRequest) => string {
  return (request) => base + resourcePath(request)
}

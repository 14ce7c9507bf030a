import { type AppServer, serveApp } from '../../shared/contract/app-server.ts'
import { coreProcessContract } from '../../shared/contract/core-process.ts'
import { takeLine } from '../log/lines.ts'
import { pipeParent } from '../transport/pipe-parent.ts'
import { serveProcess, tellFailure } from '../transport/serve-process.ts'

/**
 * Makes this process the core of the desktop shell that started it: serves the app to the user
 * interface behind the shell, and the shell's own few questions.
 */
export async function serveShell(open: () => Promise<AppServer>): Promise<void> {
  const parent = pipeParent()
  let app: AppServer
  try {
    app = await open()
  } catch (thrown) {
    parent.onGone(() => process.exit(1))
    tellFailure(thrown, parent)
    return
  }
  // A page that was loaded anew has a client of its own, but frames of the old one do no harm.
  serveApp(app, parent.app)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= app.close())
  serveProcess(
    coreProcessContract,
    {
      resource: app.resource,
      log: ({ lines }) => {
        for (const line of lines) takeLine('shell', line)
        return {}
      },
      close: async () => {
        await close()
        return {}
      },
    },
    parent,
    () => void close().finally(() => process.exit(0)),
  )
}

import { once } from 'node:events'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { appRoot, openApp } from '../../core/index.ts'
import { type Host, startHost } from '../../web/host.ts'
import { openInBrowser } from '../browser.ts'
import { wholeBetween } from '../options.ts'
import { exitCodes, interruptSignal, print, say } from '../terminal.ts'

/** How long ending may take, in milliseconds. */
const longestEnd = 15_000

interface Flags {
  port: number
  library?: string
  open?: boolean
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('Show Tintype in a browser on this computer; nobody else can reach it.')
    .addOption(
      new Option('--port <n>', 'where to listen; 0 takes a free port')
        .argParser(wholeBetween(0, 65_535))
        .default(0),
    )
    .option('--library <folder>', "the library to open (default: the user's own)")
    .option('--open', 'open the browser too')
    .action(serve)
}

async function serve({ port, library, open }: Flags): Promise<void> {
  const signal = interruptSignal()
  const app = await openApp(library === undefined ? {} : { library })
  let host: Host | undefined
  try {
    host = await startHost({ app, pages: join(appRoot, 'dist', 'renderer'), port })
    print(host.url)
    say('Open this address in a browser on this computer. Ctrl-C ends Tintype.')
    if (open) await openInBrowser(host.url)
    await aborted(signal)
  } finally {
    // Only while something still runs; the library stands a hard end at any moment.
    setTimeout(() => process.exit(exitCodes.interrupted), longestEnd).unref()
    // Side by side: no client holds up the library.
    await Promise.all([host?.close(), app.close()])
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

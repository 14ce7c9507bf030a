import { once } from 'node:events'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { LibraryOpening } from '../../../shared/contract/opening.ts'
import { adviceEn } from '../../../shared/text/advice.ts'
import { appRoot, openDoorway } from '../../core/index.ts'
import type { Host } from '../../web/loopback-host.ts'
import { openInBrowser } from '../browser.ts'
import { wholeBetween } from '../options.ts'
import { countOf, exitCodes, interruptSignal, print, say } from '../terminal.ts'

/** How long ending may take, in milliseconds. */
const longestEnd = 15_000

interface Flags {
  port: number
  library?: string
  open?: boolean
  startEmpty?: boolean
  restore?: string
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
    .option(
      '--start-empty',
      'begin with an empty library where this one cannot be opened and no backup is good; the former one is set aside',
    )
    .option(
      '--restore <backup>',
      'go back to a backup, by its number or the name of its file; the library of now is set aside',
    )
    .action(serve)
}

async function serve({ port, library, open, startEmpty, restore }: Flags): Promise<void> {
  const signal = interruptSignal()
  const app = await openDoorway({ ...(library !== undefined && { library }), startEmpty, restore })
  sayWhatIsWrong(await app.handlers['opening.state']({}))
  let host: Host | undefined
  try {
    const { startHost } = await import('../../web/loopback-host.ts')
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

/** What the page offers, for whoever sees the terminal alone. */
function sayWhatIsWrong({ error, backups, canStartEmpty }: LibraryOpening): void {
  if (!error) return
  say(`tintype: ${error.message}`)
  if (!canStartEmpty && backups.length === 0) {
    say(adviceEn[error.kind])
    return
  }
  for (const { number, name, made, photos } of backups) {
    if (photos !== null) say(`  --restore ${number || name}   ${made}, ${countOf(photos, 'photo')}`)
  }
  if (canStartEmpty)
    say('  --start-empty   an empty library; the one that cannot be opened is set aside, not deleted')
  say('Choose in the page, or start again with one of these.')
}

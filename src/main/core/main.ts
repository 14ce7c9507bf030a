import { parseArgs } from 'node:util'
import { openLog } from '../log/open-log.ts'
import { openDoorway } from './doorway.ts'
import { logFolder } from './files/paths.ts'
import { serveShell } from './serve-shell.ts'

/**
 * Core as a process of its own, started by the desktop shell:
 * `main.ts [--library <folder>] [--start-empty] [--restore <backup>]`.
 */
const { values } = parseArgs({
  options: {
    library: { type: 'string' },
    'start-empty': { type: 'boolean' },
    restore: { type: 'string' },
  },
})
const { library, 'start-empty': startEmpty, restore } = values

openLog(logFolder, 'core')
await serveShell(() => openDoorway({ ...(library !== undefined && { library }), startEmpty, restore }))

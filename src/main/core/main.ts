import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { compileCache, logFolder } from './files/paths.ts'

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

// Before the rest is loaded, which it makes quicker.
enableCompileCache(compileCache)
const [{ openLog }, { openDoorway }, { serveShell }] = await Promise.all([
  import('../log/open-log.ts'),
  import('./doorway.ts'),
  import('./serve-shell.ts'),
])

openLog(logFolder, 'core')
await serveShell(() => openDoorway({ ...(library !== undefined && { library }), startEmpty, restore }))

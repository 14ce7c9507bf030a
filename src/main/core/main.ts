import { parseArgs } from 'node:util'
import { openApp } from './app/open-app.ts'
import { serveShell } from './serve-shell.ts'

/** Core as a process of its own, started by the desktop shell: `main.ts [--library <folder>]`. */
const { values } = parseArgs({ options: { library: { type: 'string' } } })

await serveShell(() => openApp(values.library === undefined ? {} : { library: values.library }))

import { parseArgs } from 'node:util'
import { z } from 'zod'
import { engineContract, engineIds } from '../../shared/contract/engine.ts'
import { logToParent } from '../log/open-log.ts'
import { openBackend } from '../nn/backends/open-backend.ts'
import { failToStart, serveProcess } from '../transport/serve-process.ts'
import { engineHandlers } from './handlers.ts'

/** The engine process: `--engine` names the backend, core decides which. */
logToParent('engine')
try {
  const { values } = parseArgs({ options: { engine: { type: 'string' } } })
  const backend = await openBackend(z.enum(engineIds).parse(values.engine))
  serveProcess(engineContract, engineHandlers(backend))
} catch (thrown) {
  failToStart(thrown)
}

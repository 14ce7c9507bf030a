import { constants, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { engineIds } from '../../shared/contract/engine.ts'
import { trainingContract } from '../../shared/contract/training.ts'
import { logToParent } from '../log/open-log.ts'
import { openBackend } from '../nn/backends/open-backend.ts'
import { failToStart, serveProcess } from '../transport/serve-process.ts'
import { trainingHandlers } from './handlers.ts'

/**
 * The training process: `--engine` names the backend, core decides which; with `--low` it leaves the
 * computer to everything else.
 */
logToParent('training')
try {
  const { values } = parseArgs({ options: { engine: { type: 'string' }, low: { type: 'boolean' } } })
  // Before the backend starts its threads: on Linux each has a priority of its own, its parent's.
  if (values.low) setPriority(constants.priority.PRIORITY_LOW)
  const backend = await openBackend(z.enum(engineIds).parse(values.engine))
  serveProcess(trainingContract, trainingHandlers(backend))
} catch (thrown) {
  failToStart(thrown)
}

import { constants, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { engineContract, engineIds } from '../../shared/contract/engine.ts'
import { trainingContract } from '../../shared/contract/training.ts'
import { failToStart, serveProcess } from '../transport/serve-process.ts'
import { openBackend } from './backends/open.ts'
import { engineHandlers } from './handlers.ts'

/**
 * The engine process: `--engine` names the backend, core decides which; `--train` makes it one that trains,
 * `--low` one that leaves the computer to everything else.
 */
try {
  const { values } = parseArgs({
    options: { engine: { type: 'string' }, train: { type: 'boolean' }, low: { type: 'boolean' } },
  })
  // Before the backend starts its threads: on Linux each has a priority of its own, its parent's.
  if (values.low) setPriority(constants.priority.PRIORITY_LOW)
  const backend = await openBackend(z.enum(engineIds).parse(values.engine))
  if (values.train) {
    const { trainingHandlers } = await import('./training/handlers.ts')
    serveProcess(trainingContract, trainingHandlers(backend))
  } else {
    serveProcess(engineContract, engineHandlers(backend))
  }
} catch (thrown) {
  failToStart(thrown)
}

import { parentPort, workerData } from 'node:worker_threads'
import { toWireError } from '../../shared/errors.ts'
import { batchMaker } from './minibatches.ts'

/** A thread that makes the batch of each step it is told. */
const batchOf = batchMaker(workerData)
const port = parentPort!
port.on('message', (step: number) => {
  batchOf(step).then(
    (batch) => port.postMessage({ batch }, [batch.l.buffer, batch.ab.buffer]),
    (thrown) => port.postMessage({ error: toWireError(thrown) }),
  )
})

import { logged } from '../../log/answering.ts'
import { takeLine } from '../../log/lines.ts'
import { log } from '../../log/log.ts'
import { currentTrace, withoutTrace } from '../../log/trace.ts'
import type { WorkerLog } from '../../transport/worker.ts'

/** What core keeps of its workers: their own lines, when they came and went, and the last words of one that died. */
export const workerLog: WorkerLog = {
  line: takeLine,
  started: (worker, pid) => log.info({ worker, workerPid: pid }, 'A worker started.'),
  // It is noticed in the surroundings of the job that started the worker, which may be long over.
  ended: (worker, pid, { kind, detail }, words) =>
    withoutTrace(() => {
      const fields = { worker, workerPid: pid, how: kind }
      // What one that was stopped said last is no reason.
      if (kind === 'stopped') log.info(fields, 'A worker was stopped.')
      else log.error({ ...fields, detail, words }, 'A worker died.')
    }),
  trace: currentTrace,
  around: logged,
}

import type { AppContract } from '../../../shared/contract/app.ts'
import { defaultModel, engineIds } from '../../../shared/contract/engine.ts'
import type { Settings } from '../../../shared/contract/library.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { requireFullPath } from '../files/require-full-path.ts'
import type { Library } from '../library/index.ts'
import { findModel } from '../models/registry.ts'
import type { WorkerPools } from '../workers/pools.ts'
import { examine, measureEngine } from './doctor.ts'
import { writeReportInto } from './system-report.ts'

/** How long each engine is measured, s. */
const measured = 3

/** For a report, which nobody wants to wait for, s. */
const glanced = 0.5

/** Writes a report into a folder; `settings` where a library is open. */
export async function saveReport(folder: string, settings?: Settings): Promise<{ path: string }> {
  requireFullPath(folder)
  const findings = await examine(settings?.model ?? defaultModel, glanced)
  return { path: await writeReportInto(folder, { findings, ...(settings && { settings }) }) }
}

/** Calls about what computes here, and the report for whoever helps. */
export function doctorHandlers({ library: { settings }, pools }: { library: Library; pools: WorkerPools }) {
  return {
    'engine.info': () => pools.engine(),
    'engine.measure': async () => {
      const model = await findModel(settings.all().model)
      const engines = []
      for (const engine of engineIds) {
        const finding = await measureEngine(engine, model, measured)
        engines.push(
          'found' in finding
            ? { engine, device: finding.found.device, perSecond: finding.perSecond, missing: null }
            : { engine, device: null, perSecond: null, missing: finding.missing },
        )
      }
      return { engines }
    },
    'report.save': ({ folder }) => saveReport(folder, settings.all()),
  } satisfies Partial<Handlers<AppContract>>
}

import { isAbsolute } from 'node:path'
import type { AppContract } from '../../../shared/contract/app.ts'
import { defaultModel, engineIds } from '../../../shared/contract/engine.ts'
import type { Settings } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { AppEventHub } from '../events.ts'
import type { Library, Opening } from '../library/index.ts'
import { findModel } from '../models/registry.ts'
import type { PictureCache } from '../pictures/cache.ts'
import type { WorkerPools } from '../workers/pools.ts'
import { examine, measureEngine } from './doctor.ts'
import { writeReportInto } from './system-report.ts'

/** How long each engine is measured, s. */
const measured = 3

/** For a report, which nobody wants to wait for, s. */
const glanced = 0.5

/** Writes a report into a folder; `settings` where a library is open. */
export async function saveReport(folder: string, settings?: Settings): Promise<{ path: string }> {
  if (!isAbsolute(folder)) throw new TintypeError('bad-request', `"${folder}" is no full path of a folder.`)
  const findings = await examine(settings?.model ?? defaultModel, glanced)
  return { path: await writeReportInto(folder, { findings, ...(settings && { settings }) }) }
}

const notices = {
  opened: null,
  created: null,
  restored: 'restored-from-backup',
  'started-anew': 'restored-empty',
} as const satisfies Record<Opening['how'], string | null>

export interface SettingsContext {
  library: Library
  pools: WorkerPools
  cache: PictureCache
  events: AppEventHub
}

/**
 * Calls about settings, the engine and the library as a whole.
 * @param onUndone told after an act was undone
 */
export function settingsHandlers({ library, pools, cache, events }: SettingsContext, onUndone: () => void) {
  const { settings } = library
  const opened = () => ({ folder: library.layout.folder, error: null, backups: [], canStartEmpty: false })
  return {
    'opening.state': opened,
    // It is open already.
    'opening.try': opened,
    'settings.get': () => settings.all(),
    'settings.set': async (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined)
      settings.change(Object.fromEntries(given))
      const all = settings.all()
      events.tell('settings.changed', all)
      if (changes.engine !== undefined) await pools.changeEngine(all.engine)
      return all
    },
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
    'library.undo': ({ act }) => {
      const undone = library.acts.undo(act)
      onUndone()
      events.photosChanged(undone.photos)
      events.placesChanged()
      return { act: undone.act }
    },
    'library.info': async () => ({
      folder: library.layout.folder,
      ...library.photos.size(),
      cacheBytes: await cache.bytes(),
      notice: notices[library.opening.how],
      backup: library.opening.backup ?? null,
      setAside: library.opening.setAside ?? null,
    }),
  } satisfies Partial<Handlers<AppContract>>
}

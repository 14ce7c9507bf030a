import type { ExportSettings } from '../../../shared/contract/app.ts'
import { type OutputFormat, outputDepth } from '../../../shared/output-formats.ts'
import { createStore } from '../../lib/store.ts'

/** What the last export was set to, while the window lasts; without a pattern the settings' own is used. */
export const lastExportStore = createStore<ExportSettings>({
  folder: '',
  format: 'tiff',
  depth: 16,
  pattern: '',
  metadata: true,
})

/** Changes the format; what holds 8 bits a channel gets 8. */
export function withFormat(settings: ExportSettings, format: OutputFormat): ExportSettings {
  return { ...settings, format, depth: outputDepth(format, settings.depth, 8) }
}

import type { ExportSettings } from '../../../shared/contract/app.ts'
import { unusualEncoding } from '../../../shared/output-formats.ts'

/** What people export for, and what serves it. */
export const presets = {
  archive: { format: 'tiff', depth: 16, encoding: undefined },
  share: { format: 'jpeg', depth: 8, encoding: { longSide: 2048 } },
  print: { format: 'jpeg', depth: 8, encoding: { quality: 97 } },
} as const satisfies Record<string, Pick<ExportSettings, 'format' | 'depth' | 'encoding'>>
export type Preset = keyof typeof presets
export const presetNames = Object.keys(presets) as Preset[]

/** Which of the presets the settings are, if any. */
export function presetOf(settings: ExportSettings): Preset | undefined {
  return presetNames.find((name) => keyOf(presets[name]) === keyOf(settings))
}

function keyOf({
  format,
  depth,
  encoding = {},
}: Pick<ExportSettings, 'format' | 'depth' | 'encoding'>): string {
  return JSON.stringify([format, depth, unusualEncoding(format, encoding)])
}

import { join } from 'node:path'
import { appRoot, type Core } from '../src/main/core/index.ts'
import { defaultColorizeSettings } from '../src/shared/contract/colorize.ts'

/** Folder of the sample album. */
export const album = join(appRoot, 'samples')

/** Colours photographs of the album into `output`. @returns pairs of original and result */
export async function colourAlbum(core: Core, names: string[], output: string): Promise<[string, string][]> {
  const { jobs } = await core.colorize({
    inputs: names.map((name) => join(album, name)),
    output,
    settings: { ...defaultColorizeSettings, format: 'jpeg' },
    recursive: false,
    recolour: true,
    again: false,
  })
  return jobs.map(({ task, outcome, error }) => {
    if (!outcome?.output) throw new Error(`${task.path} was not coloured: ${error?.message}`)
    return [task.path, outcome.output]
  })
}

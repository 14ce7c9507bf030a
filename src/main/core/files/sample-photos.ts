import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isPictureName } from '../../../shared/picture-names.ts'
import { samplesFolder } from './paths.ts'

/** Paths of the photographs that come with Tintype. */
export async function samplePhotos(): Promise<string[]> {
  const names = await readdir(samplesFolder)
  return names.filter(isPictureName).map((name) => join(samplesFolder, name))
}

import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pictureExtensions } from '../../shared/contract/imaging.ts'
import { samplesFolder } from './places.ts'

/** Paths of the photographs that come with Tintype. */
export async function samplePhotos(): Promise<string[]> {
  const names = await readdir(samplesFolder)
  return names
    .filter((name) => pictureExtensions.has(extname(name).toLowerCase()))
    .map((name) => join(samplesFolder, name))
}

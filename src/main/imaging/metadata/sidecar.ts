import { extname } from 'node:path'
import { readText } from '../../files/read-text.ts'

export interface Sidecar {
  path: string
  packet: string
}

/**
 * The XMP that other programs lay beside a photo: `scan.tif.xmp`, which says of which, else `scan.xmp`, which is of all files
 * of that name. What cannot be read is not there.
 */
export async function readSidecar(photo: string): Promise<Sidecar | undefined> {
  const bare = photo.slice(0, photo.length - extname(photo).length)
  for (const path of [photo, bare].flatMap((name) => [`${name}.xmp`, `${name}.XMP`])) {
    const packet = await readText(path).catch(() => undefined)
    if (packet !== undefined) return { path, packet }
  }
  return undefined
}

import { fileTypeFromBuffer } from 'file-type'
import { TintypeError } from '../../../shared/errors.ts'
import type { ByteSource } from '../byte-source.ts'

/** What people call these kinds. */
const names: Record<string, string> = {
  heic: 'HEIC picture (HEVC, as phones store photographs)',
  jxl: 'JPEG XL picture',
  jp2: 'JPEG 2000 picture',
  jpm: 'JPEG 2000 picture',
  jpx: 'JPEG 2000 picture',
  j2c: 'JPEG 2000 picture',
  jxr: 'JPEG XR picture',
  jls: 'JPEG-LS picture',
  bmp: 'BMP picture',
  psd: 'Photoshop picture (PSD)',
  xcf: 'GIMP picture (XCF)',
  dng: 'camera raw file (DNG)',
  ...Object.fromEntries(
    ['arw', 'cr2', 'cr3', 'nef', 'orf', 'raf', 'rw2'].map((ending) => [
      ending,
      `camera raw file (${ending.toUpperCase()})`,
    ]),
  ),
}
/** Drawings, not photographs; and a signature that is hardly one: a Targa picture begins like a cursor. */
const ignoredKinds = new Set(['svg', 'eps', 'cur'])

/** Enough of a file for every signature that stands at its beginning. */
const headLength = 4100

/** libvips's words for a file that is sound, and of a kind that it was built without. */
const notBuiltIn =
  /not configured|not been built in|unsupported jpeg|unsupported marker type 0xf7|unsupported (feature|codec|compression|color conversion)|no decoding plugin|separate planes not supported/i

/** An error for a sound file of a kind that Tintype does not read. @param what names it, with an article */
export function unsupported(what: string, cause?: unknown): TintypeError {
  return new TintypeError('picture-unsupported', `This is ${what}, a kind that Tintype does not read.`, {
    cause,
  })
}

/** What kind of picture a file is that libvips did not open; nothing where it is none. */
export async function kindByBytes(source: ByteSource): Promise<string | undefined> {
  const head = await source.read(0, headLength)
  // Never a stream: only these bytes are looked at.
  const found = await fileTypeFromBuffer(Uint8Array.from(head)).catch(() => undefined)
  if (!found?.mime.startsWith('image/') || ignoredKinds.has(found.ext)) return undefined
  const name = names[found.ext] ?? `${found.ext.toUpperCase()} picture`
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`
}

/** Whether a file begins as every TIFF and BigTIFF does. */
export async function beginsAsTiff(source: ByteSource): Promise<boolean> {
  const start = (await source.read(0, 4)).toString('latin1')
  return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(start)
}

/** Whether libvips refused a file for its kind, and not for what is wrong with it. */
export function isOfUnreadKind(message: string): boolean {
  return notBuiltIn.test(message)
}

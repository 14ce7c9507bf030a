import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp'
import type { Pixels } from './pixels.ts'

/** An encoded picture: a path, or its bytes. */
export type PictureBytes = string | Uint8Array

/** Photographic formats only: a loader that is not needed is a door that stands open to untrusted files. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Tiff', 'Heif', 'Nsgif']

/** 512 megapixels: an A3 print at 1200 dpi is 278. Checked against the header, before anything is decoded. */
export const pixelLimit = 512_000_000

/** Pixels of our own were let in by their header: sharp's limit of 268 megapixels is not asked again. */
const ownPixels = { limitInputPixels: false } as const

/**
 * Sets libvips up for this process: no cache, since no picture is opened twice in the same way, and
 * no loader for anything but photographs.
 * @param threads libvips threads for each picture
 */
export function setUpImageLibrary(threads: number): void {
  sharp.cache(false)
  sharp.concurrency(threads)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: loaders.map((format) => `VipsForeignLoad${format}`) })
}

/** Versions of the picture libraries, by name. */
export function libraryVersions(): Record<string, string> {
  return sharp.versions as Record<string, string>
}

/** The header of an encoded picture, whatever its size. @throws libvips's own. */
export async function headerOf(picture: PictureBytes, selection: SharpOptions = {}): Promise<Metadata> {
  return sharp(picture, { ...selection, failOn: 'none', limitInputPixels: false }).metadata()
}

/** An encoded picture, to be decoded. */
export function encodedImage(picture: PictureBytes, options: SharpOptions): Sharp {
  return sharp(picture, { ...options, limitInputPixels: pixelLimit })
}

/** Pixels in memory, as the input of a pipeline. */
export function rawImage(pixels: Pixels): Sharp {
  return sharp(...rawInput(pixels))
}

/** The same as the second picture of an operation. */
export function rawInput({ data, width, height, channels }: Pixels) {
  return [data, { ...ownPixels, raw: { width, height, channels } }] as const
}

/** An encoded picture that this process has made itself. */
export function ownImage(picture: Buffer, options: SharpOptions = {}): Sharp {
  return sharp(picture, { ...options, ...ownPixels })
}

/** A new RGB picture of one colour. */
export function plainImage(width: number, height: number, background: string): Sharp {
  return sharp({ ...ownPixels, create: { width, height, channels: 3, background } })
}

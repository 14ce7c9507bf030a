import { totalmem } from 'node:os'
import type { Metadata } from 'sharp'
import { TintypeError } from '../../../shared/errors.ts'
import type { Depth } from '../pixels.ts'

/** Bytes of the process itself with its libraries, and what is let to it besides the pixels. */
const base = 200e6
const allowance = 600e6
/** Bytes a pixel. libvips holds a picture that has to be turned twice. */
const perPixel = 9
const perTurnedPixel = 14
const machineShare = 0.6
/** AV1 is decoded whole, in frames of 16 bit, with the frames it refers to. */
const heifLimit = 64e6

interface PictureNeeds {
  metadata: Metadata
  width: number
  height: number
  depth: Depth
  /** Of an AVIF: its chroma has half the resolution. */
  halfChroma: boolean
  /** Bytes of a copy of the file that lies in memory beside the pixels. */
  copied: number
}

/**
 * Refuses what would take more memory than its size allows, or than this computer can give, by the header
 * alone.
 * @throws `picture-too-large`
 */
export function requireMemory(needs: PictureNeeds): void {
  const { metadata, width, height, depth, copied } = needs
  const pixels = width * height
  if (metadata.format === 'heif' && pixels > heifLimit) {
    throw tooLarge(needs, `The most Tintype opens of AVIF and HEIF is ${megapixels(heifLimit)} megapixels.`, {
      limit: heifLimit,
    })
  }
  const need = base + pixels * mostBytesPerPixel(needs) + copied
  const isTurned16 = isTurned(metadata) && depth === 16 && bandsOf(metadata) >= 3
  const bound = boundOf(pixels * (isTurned16 ? perTurnedPixel : perPixel))
  if (need <= bound) return
  throw tooLarge(
    needs,
    `Reading it takes up to ${gigabytes(need)} of memory; Tintype takes at most ${gigabytes(bound)} for it here.`,
    { need, bound },
  )
}

/**
 * Refuses to take a file into memory, as mending it needs, that is larger than its picture allows.
 * @param bytes of the file
 * @throws `picture-too-large`
 */
export function requireRoomForFile(bytes: number, pixels: number): void {
  const need = base + bytes
  const bound = boundOf(pixels * perPixel)
  if (need <= bound) return
  throw new TintypeError(
    'picture-too-large',
    `Reading this file of ${megapixels(pixels)} megapixels takes ${gigabytes(need)} of memory; ` +
      `Tintype takes at most ${gigabytes(bound)} for it here.`,
    { details: { need, bound } },
  )
}

/** @param forPixels bytes */
function boundOf(forPixels: number): number {
  return Math.min(allowance + forPixels, machineShare * machineMemory())
}

/** The most that any call holds at one time: what libvips decodes from, to, and what is made of it. */
function mostBytesPerPixel(needs: PictureNeeds): number {
  const { metadata, depth } = needs
  const stored = bandsOf(metadata) * (depth / 8)
  const channels = bandsOf(metadata) < 3 ? 1 : 3
  const decoded = channels * (depth / 8)
  const turned = isTurned(metadata) ? stored : 0
  const decoding = loaderBytes(needs, stored) + turned + decoded
  // A result of 16 bits lies beside a photo of 8, or of one channel.
  const composing = depth === 16 && channels === 3 ? decoded : decoded + 6
  return Math.max(decoding, composing)
}

/** What a loader holds of the whole picture, bytes a pixel (measured: docs/imaging.md). */
function loaderBytes(
  { metadata: { format, isProgressive }, depth, halfChroma }: PictureNeeds,
  stored: number,
): number {
  switch (format) {
    case 'jpeg':
      // Coefficients of 16 bits.
      return isProgressive ? 2 * stored : 0
    case 'png':
      return isProgressive ? stored : 0
    case 'webp':
    case 'gif':
      return 4
    case 'heif':
      return halfChroma ? 11 : depth === 8 ? 14.5 : 17.5
    default:
      return 0
  }
}

function bandsOf({ channels, hasAlpha }: Metadata): number {
  return channels ?? (hasAlpha ? 4 : 3)
}

function isTurned({ orientation = 1 }: Metadata): boolean {
  return orientation >= 5
}

/** What this computer has, or what the system grants this process of it. */
function machineMemory(): number {
  const granted = process.constrainedMemory()
  return granted > 0 ? Math.min(granted, totalmem()) : totalmem()
}

function tooLarge(
  { metadata, width, height, depth }: PictureNeeds,
  reason: string,
  details: Record<string, number>,
): TintypeError {
  const kind = `${width} x ${height} pixels of ${depth} bits (${megapixels(width * height)} megapixels, ${metadata.format})`
  return new TintypeError('picture-too-large', `The picture says it has ${kind}. ${reason}`, {
    details: { width, height, ...details },
  })
}

function megapixels(pixels: number): number {
  return Math.round(pixels / 1e6)
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

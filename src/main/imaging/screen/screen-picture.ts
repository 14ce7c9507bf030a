import type { Sharp } from 'sharp'
import type { Picture } from '../../../shared/contract/imaging.ts'
import { rawImage } from '../image-library.ts'
import { decodeResized } from '../open/decode.ts'
import { openPicture } from '../open/open-picture.ts'
import { eightBit, type Pixels } from '../pixels.ts'

/** Twice the height of an ordinary grid row, and sharp enough at the largest. */
export const thumbnailBox = { width: 640, height: 480 }
const thumbnailBytes = 100_000
const previewPixels = 3_000_000
/** The longest side of a texture that every graphics card takes; JPEG ends at 65500. */
const previewSide = 8192

interface Size {
  width: number
  height: number
}

/** The photo's aspect inside a box, never enlarged. */
export function screenSize({ width, height }: Size, box: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** WebP of at most about 100 KB: grain is what is given up first. */
export async function encodeThumbnail(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array()
  for (const quality of [80, 60, 40, 20]) {
    bytes = await bytesOf(onScreen(pixels).webp({ quality }))
    if (bytes.length <= thumbnailBytes) break
  }
  return bytes
}

/** JPEG for the screen: the user interface takes lightness from it, so quality is high. */
export function asJpeg(image: Sharp): Sharp {
  return image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
}

/**
 * The photo upright in its own colours, 8-bit sRGB, at most 3 megapixels and 8192 px a side, as JPEG.
 * @throws `file-*`, `picture-*`
 */
export async function preview(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await openPicture(picture)
  const scale = Math.sqrt(previewPixels / (opened.width * opened.height))
  const box = {
    width: Math.min(previewSide, opened.width * scale),
    height: Math.min(previewSide, opened.height * scale),
  }
  return bytesOf(asJpeg(onScreen(await decodeResized(opened, screenSize(opened, box)))))
}

/** Raw pixels as 8-bit sharp input. */
export function onScreen(pixels: Pixels): Sharp {
  return rawImage(eightBit(pixels))
}

async function bytesOf(image: Sharp): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await image.toBuffer())
}

import type { Sharp, SharpOptions } from 'sharp'
import { TintypeError } from '../../../shared/errors.ts'
import { rawImage } from '../image-library.ts'
import { inBands } from '../paced.ts'
import type { Depth, Pixels } from '../pixels.ts'
import { greyToSrgb, profileSpace } from './grey-profile.ts'
import type { OpenedPicture } from './open-picture.ts'
import { readPixels } from './strict-reading.ts'

/**
 * Decodes a picture whole, orientation applied, colours brought to sRGB, depth kept. Grey pictures stay
 * one channel. Alpha is dropped, not flattened: a scan keeps the pixels it has.
 * @throws `picture-damaged`
 */
export async function decode(opened: OpenedPicture): Promise<Pixels> {
  return decodeWith(opened, (image) => image)
}

/**
 * Decodes a picture at another size; as far as the format allows, without decoding it whole.
 * Aspect is not kept: the caller says both sides.
 * @throws `picture-damaged`
 */
export async function decodeResized(
  opened: OpenedPicture,
  size: { width: number; height: number },
): Promise<Pixels> {
  const resize = (image: Sharp) => image.resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  if (!opened.metadata.hasAlpha && !opened.tiff?.isLab) return decodeWith(opened, resize)
  // libvips weighs colour by alpha when it resizes, and alpha is to be dropped: first drop it. And codes of
  // Lab have no mean.
  return resizePixels(await decode(opened), size)
}

/**
 * The same of every pixel of a result of Tintype: JPEG's quick decoding at an eighth of the size differs
 * from it by up to 8 of 255 on average (measured on fine detail), which would hide real damage.
 */
export async function decodeResizedExactly(
  opened: OpenedPicture,
  size: { width: number; height: number },
): Promise<Pixels> {
  return decodeWith(opened, (image) =>
    image
      // sharp decodes quickly only where no space is named to work in.
      .pipelineColourspace(opened.depth === 16 ? 'rgb16' : 'srgb')
      .resize({ ...size, fit: 'fill', kernel: 'lanczos3' }),
  )
}

/** Resizes raw pixels; aspect is not kept. */
export async function resizePixels(pixels: Pixels, size: { width: number; height: number }): Promise<Pixels> {
  const depth = pixels.data instanceof Uint16Array ? 16 : 8
  const image = rawImage(pixels).resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
  return rawPixels(image, pixels.channels, depth)
}

async function decodeWith(opened: OpenedPicture, shape: (image: Sharp) => Sharp): Promise<Pixels> {
  const { depth } = opened
  const channels = isGrey(opened) ? 1 : 3
  const pixels = await readPixels(opened, inputOptions(opened), (image) =>
    rawPixels(toSrgb(opened, shape(image).removeAlpha()), channels, depth),
  )
  const curve = depth === 16 && channels === 1 ? greyToSrgb(opened.metadata.icc) : undefined
  if (curve) await inBands(pixels, (band) => applyCurve(band, curve))
  if (opened.toSrgb) await inBands(pixels, opened.toSrgb)
  return pixels
}

function isGrey({ metadata: { space } }: OpenedPicture): boolean {
  return space === 'b-w' || space === 'grey16'
}

function inputOptions({ metadata }: OpenedPicture): SharpOptions {
  return { autoOrient: true, ignoreIcc: profileSpace(metadata.icc) === undefined }
}

/**
 * sharp brings 8-bit pictures and CMYK to sRGB by itself. 16-bit RGB with a profile it leaves in
 * Display P3 (measured: 0.35.5) unless an output profile is named; without a profile, naming one
 * would take the pixels for P3.
 */
function toSrgb({ depth, metadata }: OpenedPicture, image: Sharp): Sharp {
  const managed = depth === 16 && metadata.space === 'rgb16' && profileSpace(metadata.icc) === 'RGB '
  return managed ? image.withIccProfile('srgb') : image
}

async function rawPixels(image: Sharp, channels: 1 | 3, depth: Depth): Promise<Pixels> {
  const colourspace =
    channels === 1 ? ({ 8: 'b-w', 16: 'grey16' } as const) : ({ 8: 'srgb', 16: 'rgb16' } as const)
  const { data, info } = await image
    .toColourspace(colourspace[depth])
    .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const values =
    depth === 16
      ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
      : new Uint8Array(data.buffer, data.byteOffset, data.length)
  // Every reader of Pixels relies on this length; a wrong one would be a wrong picture without a word.
  if (values.length !== width * height * channels) {
    throw new TintypeError('internal', `Decoded ${info.channels} channels where ${channels} were expected.`)
  }
  return { data: values, width, height, channels }
}

function applyCurve({ data }: Pixels, curve: Uint16Array): void {
  for (let i = 0; i < data.length; i++) data[i] = curve[data[i]]
}

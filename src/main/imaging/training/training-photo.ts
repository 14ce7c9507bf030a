import type { ColourKind, PhotoFit, Picture } from '../../../shared/contract/imaging.ts'
import type { Rgb } from '../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { classify } from '../assess/classify.ts'
import { decodeResized, resizePixels } from '../open/decode.ts'
import { openPicture } from '../open/open-picture.ts'
import type { Pixels } from '../pixels.ts'
import { asRgb } from '../screen/thumbnail.ts'

/** A photo whose short side is less than this share of the wished one has nothing to train on at that size. */
const leastShare = 0.5

interface TrainingPhoto {
  rgb: Rgb
  colour: ColourKind
  fingerprint: string
}

/**
 * A photo as a square for training: its largest centre square, or the whole of it stretched.
 * @throws as opening does, `photos-unfit` for a photo that is far too small
 */
export async function trainingPhoto(picture: Picture, size: number, fit: PhotoFit): Promise<TrainingPhoto> {
  const opened = await openPicture(picture)
  const { width, height } = opened
  const short = Math.min(width, height)
  if (short < size * leastShare) {
    throw new TintypeError(
      'photos-unfit',
      `The photo is ${width} x ${height} pixels: too small for training at ${size}.`,
    )
  }
  const cover =
    fit === 'stretch'
      ? { width: size, height: size }
      : { width: Math.round((width * size) / short), height: Math.round((height * size) / short) }
  const square = centre(await decodeResized(opened, cover), size)
  return {
    rgb: asRgb(square),
    colour: (await classify(square)).colour,
    fingerprint: await fingerprintOf(square),
  }
}

function centre({ data, width, height, channels }: Pixels, size: number): Pixels {
  const left = Math.floor((width - size) / 2)
  const top = Math.floor((height - size) / 2)
  const row = size * channels
  const cut = data instanceof Uint16Array ? new Uint16Array(size * row) : new Uint8Array(size * row)
  for (let y = 0; y < size; y++) {
    const start = ((top + y) * width + left) * channels
    cut.set(data.subarray(start, start + row), y * row)
  }
  return { data: cut, width: size, height: size, channels }
}

/** 64 bits, hex: whether each of 8 x 8 cells is brighter than its right neighbour. Copies and near-copies share most. */
async function fingerprintOf(pixels: Pixels): Promise<string> {
  const { data } = asRgb(await resizePixels(pixels, { width: 9, height: 8 }))
  const brightness = (cell: number): number => data[3 * cell] + 2 * data[3 * cell + 1] + data[3 * cell + 2]
  let bits = ''
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) bits += brightness(9 * y + x) > brightness(9 * y + x + 1) ? '1' : '0'
  }
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}

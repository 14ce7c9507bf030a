import type { Sharp, SharpOptions } from 'sharp'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { bytesOf, sizeOf } from '../byte-source.ts'
import { isComplete } from '../formats/jpeg-completeness.ts'
import { readJpeg } from '../formats/jpeg-segments.ts'
import { type Mended, mendedJpeg } from '../formats/mended-jpeg.ts'
import { tiffCopy } from '../formats/tiff-copy.ts'
import { isOfUnreadKind, unsupported } from '../formats/unsupported.ts'
import { encodedImage } from '../image-library.ts'
import { areHarmless, remarksOf } from './harmless-remarks.ts'
import { requireRoomForFile } from './memory-bound.ts'
import type { OpenedPicture } from './open-picture.ts'

/** Compressions of which libtiff tells every fault as an error: none, LZW, deflate. Of the others it only warns. */
const toldAsErrors = new Set([1, 5, 8, 32946])

/**
 * Runs a pipeline over the picture so that damage never passes unseen: a half-grey photo is an error,
 * unless the user has accepted what is there. `build` may be called several times. What was found on the
 * way is added to the remarks of the picture.
 * @throws `picture-damaged`, `picture-unsupported`
 */
export async function readPixels<T>(
  opened: OpenedPicture,
  options: SharpOptions,
  build: (image: Sharp) => Promise<T>,
): Promise<T> {
  const read = (failOn: 'none' | 'error' | 'warning', data = opened.data): Promise<T> => {
    const selection = data === opened.data ? opened.selection : {}
    return build(encodedImage(data, { ...options, ...selection, failOn }))
  }
  try {
    // Only at `warning` libvips refuses a JPEG whose lost part libjpeg has filled with grey.
    return await read('warning')
  } catch (thrown) {
    let said = remarksOf(thrown)
    if (said.some(isOfUnreadKind))
      throw unsupported(`a ${opened.metadata.format} of a rare kind (${said[0]})`, thrown)
    const isHarmless = areHarmless(said)
    if (isHarmless && opened.tiff && toldAsErrors.has(opened.tiff.compression)) {
      const again = await attempt(read('error'))
      if ('value' in again) return noted(opened, [oddHeader(said)], again.value)
      said = again.said
    }
    const mended = await mend(opened, said)
    if (mended && (isHarmless || !opened.tiff)) {
      const again = await attempt(read('warning', mended.bytes))
      if ('value' in again) return noted(opened, mended.remarks, again.value)
      said = again.said
    }
    if (!opened.acceptDamaged) throw damaged(said.join('; '), thrown)
    const value = await read('none').catch((hopeless: unknown) => {
      throw damaged(remarksOf(hopeless).join('; '), hopeless)
    })
    return noted(opened, [await damageOf(opened, said, mended?.bytes)], value)
  }
}

/**
 * Whether the last rows of a JPEG are there: libvips does not tell of those.
 * @throws `picture-damaged` where they are not, and the user has not accepted that
 */
export async function requireLastRows(opened: OpenedPicture): Promise<void> {
  if (opened.metadata.format !== 'jpeg') return
  const jpeg = await wholeFile(opened)
  const file = readJpeg(jpeg)
  // What cannot be followed, or is of a rare kind, libjpeg has to judge.
  if (!file?.hasEnd || isComplete(jpeg, file.segments)) return
  const detail = opened.metadata.isProgressive ? 'the last details are missing' : 'the last rows are missing'
  if (!opened.acceptDamaged) throw damaged(detail)
  if (!opened.remarks.some(({ kind }) => kind === 'damaged'))
    noted(opened, [{ kind: 'damaged', number: 1, detail }], 0)
}

/** A value, or what libvips has to say of its failure. */
async function attempt<T>(reading: Promise<T>): Promise<{ value: T } | { said: string[] }> {
  return reading.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ said: remarksOf(thrown) }),
  )
}

async function wholeFile({ data, width, height }: OpenedPicture): Promise<Buffer<ArrayBuffer>> {
  requireRoomForFile(await sizeOf(data), width * height)
  return bytesOf(data)
}

async function mend(opened: OpenedPicture, said: string[]): Promise<Mended | undefined> {
  const { data, metadata, tiff, width, height } = opened
  if (metadata.format === 'jpeg') return mendedJpeg(await wholeFile(opened))
  if (!tiff) return undefined
  requireRoomForFile(await sizeOf(data), width * height)
  const bytes = await tiffCopy(data, tiff.image, tiff.littleEndian, tiff.changes)
  return bytes && { bytes, remarks: [oddHeader(said)] }
}

function oddHeader(said: readonly string[]): Remark {
  return { kind: 'odd-header', detail: said.join('; ').slice(0, 300) }
}

function noted<T>(opened: OpenedPicture, remarks: readonly Remark[], value: T): T {
  for (const remark of remarks) {
    // Of damage the last word counts: it has looked at the rows.
    const known = opened.remarks.findIndex(
      ({ kind, detail }) => kind === remark.kind && (kind === 'damaged' || detail === remark.detail),
    )
    if (known < 0) opened.remarks.push(remark)
    else opened.remarks[known] = remark
  }
  return value
}

/**
 * How much of a damaged picture is uncertain: all from the first row on that cannot be read strictly.
 * @param mended a copy without mistakes that do no harm, of which libvips would tell in every row
 */
async function damageOf(
  opened: OpenedPicture,
  said: readonly string[],
  mended: Buffer | undefined,
): Promise<Remark> {
  const { pageWidth: width, pageHeight: height, tiff } = opened
  const failOn = tiff && toldAsErrors.has(tiff.compression) ? 'error' : 'warning'
  const isSound = async (rows: number): Promise<boolean> => {
    const options = { ...(mended ? {} : opened.selection), failOn, sequentialRead: true } as const
    const top = encodedImage(mended ?? opened.data, options).extract({ left: 0, top: 0, width, height: rows })
    return top
      .toColourspace('b-w')
      .raw()
      .toBuffer()
      .then(
        () => true,
        () => false,
      )
  }
  let [sound, unsound] = [0, height]
  while (unsound - sound > Math.max(1, height / 100)) {
    const middle = Math.floor((sound + unsound) / 2)
    if (await isSound(middle)) sound = middle
    else unsound = middle
  }
  return {
    kind: 'damaged',
    number: Math.min(100, Math.ceil((100 * (height - sound)) / height)),
    detail: said.join('; ').slice(0, 300),
  }
}

function damaged(reason: string, cause?: unknown): TintypeError {
  return new TintypeError(
    'picture-damaged',
    `The picture is damaged and cannot be read to its end${reason && ` (${reason})`}.`,
    { cause },
  )
}

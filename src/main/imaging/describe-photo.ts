import type { PhotoDescription, Picture } from '../../shared/contract/imaging.ts'
import { decodeResized } from './decode.ts'
import { judge } from './judge.ts'
import { openPicture } from './open.ts'
import { readPhotoMetadata } from './photo-metadata.ts'
import { requireLastRows } from './reading.ts'
import { encodeThumbnail, screenSize, thumbnailBox } from './screen-picture.ts'
import { readNote } from './xmp-note.ts'

/**
 * What a library keeps of a photo, and its thumbnail, of one decoding.
 * @throws TintypeError `file-*`, `picture-*`
 */
export async function describePhoto(picture: Picture): Promise<PhotoDescription> {
  const opened = await openPicture(picture)
  await requireLastRows(opened)
  const { metadata, width, height, depth, pages } = opened
  const note = readNote(metadata.xmpAsString)
  const small = await decodeResized(opened, screenSize(opened, thumbnailBox))
  const { colour, remarks } = await judge(small)
  return {
    ...{ format: metadata.format, width, height, depth, pages },
    ...(note && { note }),
    orientation: metadata.orientation ?? 1,
    colour,
    remarks: [...opened.remarks, ...remarks],
    ...(await readPhotoMetadata(opened)),
    thumbnail: await encodeThumbnail(small),
  }
}

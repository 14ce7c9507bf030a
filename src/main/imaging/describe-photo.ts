import type { PhotoDescription, Picture } from '../../shared/contract/imaging.ts'
import { assess } from './assess/assess.ts'
import { readPhotoMetadata } from './assess/photo-metadata.ts'
import { decodeResized } from './open/decode.ts'
import { openPicture, sourceOf } from './open/open-picture.ts'
import { requireLastRows } from './open/strict-reading.ts'
import { withOpenFile } from './open/whole-file.ts'
import { infoOf } from './read.ts'
import { encodeThumbnail, screenSize, thumbnailBox } from './screen/screen-picture.ts'

/**
 * What a library keeps of a photo, and its thumbnail, of one reading of its file and one decoding.
 * @param identify the hash of its file as well
 * @throws `file-*`, `picture-*`
 */
export async function describePhoto(picture: Picture, identify = false): Promise<PhotoDescription> {
  const { source } = sourceOf(picture)
  return withOpenFile(picture, async (file) => {
    const opened = await openPicture(picture, file.bytes)
    await requireLastRows(opened)
    const small = await decodeResized(opened, screenSize(opened, thumbnailBox))
    const { colour, remarks } = await assess(small)
    return {
      ...infoOf(opened),
      orientation: opened.metadata.orientation ?? 1,
      colour,
      remarks: [...opened.remarks, ...remarks],
      ...(identify && { file: await file.identity() }),
      ...(await readPhotoMetadata(opened, typeof source === 'string' ? source : undefined)),
      thumbnail: await encodeThumbnail(small),
    }
  })
}

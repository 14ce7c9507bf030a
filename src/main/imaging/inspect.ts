import type { Picture, PictureFacts } from '../../shared/contract/imaging.ts'
import { openPicture } from './open.ts'
import { readNote } from './xmp-note.ts'

/** Facts from the header and the XMP packet; no pixel is decoded. */
export async function inspect(picture: Picture): Promise<PictureFacts> {
  const { metadata, width, height, depth, pages, remarks } = await openPicture(picture)
  const note = readNote(metadata.xmpAsString)
  return { format: metadata.format, width, height, depth, pages, remarks, ...(note && { note }) }
}

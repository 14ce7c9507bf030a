import type { z } from 'zod'
import { lightness } from '../../shared/colour/lab.ts'
import type { ImagingContract, PictureInfo } from '../../shared/contract/imaging.ts'
import type { LChannel } from '../../shared/contract/pixels.ts'
import type { Asking } from '../../shared/rpc/contract.ts'
import { assess } from './assess/assess.ts'
import { stretchFaded } from './assess/fading.ts'
import { readProvenance } from './formats/xmp-provenance.ts'
import { luminanceReader } from './luminance.ts'
import { networkSizeOf } from './network-size.ts'
import { decodeResized } from './open/decode.ts'
import { type OpenedPicture, openPicture } from './open/open-picture.ts'
import { requireLastRows } from './open/strict-reading.ts'
import { withOpenFile } from './open/whole-file.ts'
import type { Pixels } from './pixels.ts'

type Read = ImagingContract['read']

/** What a photo is and, unless somebody knows enough then, what the network sees of it, of one reading of its file. */
export async function read(
  { picture, size, identify, look }: z.output<Read['args']>,
  ask: Asking<Read['asks']>,
): Promise<z.input<Read['result']>> {
  const begun = performance.now()
  return withOpenFile(picture, async (file) => {
    const opened = await openPicture(picture, file.bytes)
    const identity = identify ? { file: await file.identity() } : {}
    if (!(await ask.identified({ info: infoOf(opened), ...identity }))) return null
    if (look) await requireLastRows(opened)
    const small = await decodeResized(opened, networkSizeOf(opened, size))
    const l = lightnessOf(small)
    const seen = look ? await assess(small) : { remarks: [] }
    stretchFaded(l.data)
    const remarks = [...opened.remarks, ...seen.remarks]
    return { l, ...seen, remarks, ms: performance.now() - begun }
  })
}

/** What the header and the XMP packet tell. */
export function infoOf({ metadata, width, height, depth, pages, remarks }: OpenedPicture): PictureInfo {
  const provenance = readProvenance(metadata.xmpAsString)
  return { format: metadata.format, width, height, depth, pages, remarks, ...(provenance && { provenance }) }
}

function lightnessOf(pixels: Pixels): LChannel {
  const { width, height } = pixels
  const data = new Float32Array(width * height)
  const readLuminance = luminanceReader(pixels)
  for (let y = 0; y < height; y++) readLuminance(y, data.subarray(y * width, (y + 1) * width))
  for (let i = 0; i < data.length; i++) data[i] = Math.min(100, lightness(data[i]))
  return { data, width, height }
}

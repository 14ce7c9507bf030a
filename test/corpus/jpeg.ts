import { readFileSync } from 'node:fs'
import { samples } from './samples.ts'

/** A baseline JPEG of 1000 x 553 pixels, as a scanner writes it. */
export const goodJpeg = readFileSync(samples.detroit)

/** The upper half of the photo, as a broken download leaves it. */
export const truncatedJpeg = goodJpeg.subarray(0, goodJpeg.length >> 1)

/** The same with a proper end, as a rescue program leaves it: libjpeg fills the rest with grey. */
export const halfGreyJpeg = Buffer.concat([truncatedJpeg, Buffer.from([0xff, 0xd9])])

/** Bytes that belong to nothing between two segments: harmless, and common in scans. */
export const jpegWithStrayBytes = Buffer.concat([goodJpeg.subarray(0, 2), strayBetweenSegments(goodJpeg)])

function strayBetweenSegments(jpeg: Buffer): Buffer {
  const afterFirst = 2 + 2 + jpeg.readUInt16BE(4)
  return Buffer.concat([jpeg.subarray(2, afterFirst), Buffer.from([0, 1, 2, 3]), jpeg.subarray(afterFirst)])
}

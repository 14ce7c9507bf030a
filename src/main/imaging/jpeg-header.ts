const startOfScan = 0xda

/**
 * The JPEG without the bytes between the segments of its header that belong to none. Cameras and
 * scanners leave such bytes, and libjpeg warns of them as it warns of damage.
 * @returns nothing where there are none, or the header cannot be followed
 */
export function withoutStrayBytes(jpeg: Buffer): Buffer<ArrayBuffer> | undefined {
  const pieces = [jpeg.subarray(0, 2)]
  let at = 2
  let stray = 0
  for (;;) {
    const marker = nextMarker(jpeg, at)
    if (marker === undefined) return undefined
    stray += marker - at
    const isScan = jpeg[marker + 1] === startOfScan
    const end = isScan ? jpeg.length : marker + 2 + jpeg.readUInt16BE(marker + 2)
    pieces.push(jpeg.subarray(marker, end))
    if (isScan) return stray > 0 ? Buffer.concat(pieces) : undefined
    at = end
  }
}

/** Where the next marker with a length field stands. */
function nextMarker(jpeg: Buffer, from: number): number | undefined {
  for (let at = jpeg.indexOf(0xff, from); at >= 0 && at + 4 <= jpeg.length; at = jpeg.indexOf(0xff, at + 1)) {
    const isMarker = jpeg[at + 1] !== 0 && jpeg[at + 1] !== 0xff
    if (isMarker) return at
  }
  return undefined
}

/** Raw pixels, row by row, interleaved: grey (1 channel) or sRGB-encoded RGB (3), 8 or 16 bit by array type. */
export interface Pixels {
  data: Uint8Array | Uint16Array
  width: number
  height: number
  channels: 1 | 3
}

export type Depth = 8 | 16

export function depthOf({ data }: Pixels): Depth {
  return data instanceof Uint16Array ? 16 : 8
}

/** The same pixels at 8 bits a channel, for screens. */
export function eightBit(pixels: Pixels): Pixels {
  if (depthOf(pixels) === 8) return pixels
  const { data } = pixels
  const codes = new Uint8Array(data.length)
  // A callback for each value would take half a minute for a large scan.
  for (let i = 0; i < codes.length; i++) codes[i] = data[i] >> 8
  return { ...pixels, data: codes }
}

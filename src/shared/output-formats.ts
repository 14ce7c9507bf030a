export type Depth = 8 | 16

interface FormatTraits {
  /** Ending of a file's name. */
  ending: string
  mime: string
  /** Bits a channel that it holds. */
  depths: readonly Depth[]
  /** The longest side, px. */
  longestSide: number
  /** Mean difference of 8-bit thumbnail values that its compression and resizing may cause. */
  tolerance: number
  /** 1..100, as usual; of what loses something. */
  quality?: number
}

/** What results are written as, and what each format can hold. Encoders and readers of ends are in `main/imaging`. */
export const formatTraits = {
  jpeg: { ending: 'jpg', mime: 'image/jpeg', depths: [8], longestSide: 65_500, tolerance: 4, quality: 92 },
  png: { ending: 'png', mime: 'image/png', depths: [8, 16], longestSide: 2 ** 31 - 1, tolerance: 1.5 },
  tiff: { ending: 'tif', mime: 'image/tiff', depths: [8, 16], longestSide: 2 ** 31 - 1, tolerance: 1.5 },
  webp: { ending: 'webp', mime: 'image/webp', depths: [8], longestSide: 16_383, tolerance: 5, quality: 90 },
} as const satisfies Record<string, FormatTraits>
export type OutputFormat = keyof typeof formatTraits

export const tiffCompressions = ['deflate', 'lzw', 'none'] as const
export type TiffCompression = (typeof tiffCompressions)[number]

/** How a result is encoded, where somebody chose. */
export interface Encoding {
  /** Of JPEG and WebP, 30..100. */
  quality?: number | undefined
  compression?: TiffCompression | undefined
  /** Pixels. A larger picture is brought down to it, none is enlarged. */
  longSide?: number | undefined
}

/** What of an encoding makes another file than the usual one; undefined where nothing does. */
export function unusualEncoding(
  format: OutputFormat,
  { quality, compression, longSide }: Encoding,
): Encoding | undefined {
  const { quality: usual }: FormatTraits = formatTraits[format]
  const chosen = {
    ...(usual !== undefined && quality !== undefined && quality !== usual && { quality }),
    ...(format === 'tiff' &&
      compression !== undefined &&
      compression !== tiffCompressions[0] && { compression }),
    ...(longSide !== undefined && { longSide }),
  }
  return Object.keys(chosen).length > 0 ? chosen : undefined
}
export const outputFormats = Object.keys(formatTraits) as [OutputFormat, ...OutputFormat[]]

export function holdsDepth(format: OutputFormat, depth: Depth): boolean {
  const { depths }: FormatTraits = formatTraits[format]
  return depths.includes(depth)
}

/** Bits a channel of a result: as asked for, else as the original has, where the format can hold them. */
export function outputDepth(format: OutputFormat, asked: Depth | undefined, original: Depth): Depth {
  const wanted = asked ?? original
  return holdsDepth(format, wanted) ? wanted : 8
}

/** For a schema of settings that may ask for a depth. */
export function hasPossibleDepth({
  format,
  depth,
}: {
  format: OutputFormat
  depth?: Depth | undefined
}): boolean {
  return depth === undefined || holdsDepth(format, depth)
}
export const impossibleDepth = {
  error: 'JPEG and WebP hold 8 bits a channel; choose png or tiff for 16.',
}

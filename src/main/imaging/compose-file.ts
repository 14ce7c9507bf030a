import type { z } from 'zod'
import type { ComposeSettings, ImagingContract, Picture } from '../../shared/contract/imaging.ts'
import type { AbMap, Rgb } from '../../shared/contract/pixels.ts'
import { compose } from './compose.ts'
import { decode } from './decode.ts'
import { checkFormat, encoder } from './encode.ts'
import { openPicture } from './open.ts'
import { asRgb, thumbnailOf } from './thumbnail.ts'
import { write } from './write.ts'

type ComposeCall = ImagingContract['compose']

/** Decodes, gives colour, writes and flushes; one picture in memory, once. */
export async function composeFile({
  picture,
  ab,
  settings,
  temporary,
  format,
  depth,
  note,
  metadata,
}: z.output<ComposeCall['args']>): Promise<z.input<ComposeCall['result']>> {
  const opened = await openPicture(picture)
  checkFormat(format, { ...opened, depth })
  const clock = stopwatch()
  const photo = await decode(opened)
  const decodeMs = clock()
  const result = await compose(photo, ab, settings, depth)
  const composeMs = clock()
  const thumbnail = await thumbnailOf(result)
  const { density } = opened.metadata
  const kept = metadata ? opened.metadata : { ...(density && { density }) }
  await write(await encoder(result, format, kept, note), temporary)
  const { width, height } = result
  return {
    written: { width, height, depth, format, thumbnail },
    ms: { decode: decodeMs, compose: composeMs, encode: clock() },
  }
}

/** The same in memory, 8 bit. */
export async function composePixels(picture: Picture, ab: AbMap, settings: ComposeSettings): Promise<Rgb> {
  return asRgb(await compose(await decode(await openPicture(picture)), ab, settings, 8))
}

/** Milliseconds since the last reading. */
function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const elapsed = now - last
    last = now
    return elapsed
  }
}

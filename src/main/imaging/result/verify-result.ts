import { stat } from 'node:fs/promises'
import type { Rgb } from '../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { formatTraits } from '../../../shared/output-formats.ts'
import { readProvenance } from '../formats/xmp-provenance.ts'
import { type OpenedPicture, openPicture } from '../open/open-picture.ts'
import { thumbnailOfFile } from '../screen/thumbnail.ts'
import type { Written } from './compose-file.ts'

/** Mean difference between a pixel's channels above which a thumbnail counts as coloured. */
const coloured = 2

/**
 * Opens a written file again and holds it against what was meant.
 * @returns its size in bytes
 * @throws `output-wrong`
 */
export async function verify(path: string, written: Written): Promise<number> {
  const { bytes, opened, thumbnail } = await reopen(path)
  for (const [what, found, meant] of [
    ['format', opened.metadata.format, written.format],
    ['width', opened.width, written.width],
    ['height', opened.height, written.height],
    ['depth', opened.depth, written.depth],
    ['colour profile', profileName(opened), 'sRGB'],
    ['mark as a result', readProvenance(opened.metadata.xmpAsString) !== undefined, true],
  ]) {
    if (found !== meant) throw wrong(`its ${what} is ${found} instead of ${meant}`)
  }
  const difference = meanDifference(thumbnail, written.thumbnail)
  if (!(difference <= formatTraits[written.format].tolerance)) {
    throw wrong(`it differs from the composed picture by ${difference.toFixed(1)} of 255 on average`)
  }
  if (colourfulness(written.thumbnail) > coloured && colourfulness(thumbnail) <= coloured / 2) {
    throw wrong('it has lost its colour')
  }
  return bytes
}

async function reopen(path: string): Promise<{ bytes: number; opened: OpenedPicture; thumbnail: Rgb }> {
  try {
    const { size: bytes } = await stat(path)
    const opened = await openPicture(path)
    return { bytes, opened, thumbnail: await thumbnailOfFile(opened) }
  } catch (thrown) {
    throw wrong(thrown instanceof Error ? thrown.message : String(thrown), thrown)
  }
}

function wrong(reason: string, cause?: unknown): TintypeError {
  return new TintypeError('output-wrong', `The written picture is not what was meant: ${reason}.`, { cause })
}

function profileName({ metadata: { icc } }: OpenedPicture): string {
  return icc && /s\0?R\0?G\0?B/.test(icc.toString('latin1')) ? 'sRGB' : 'another'
}

function meanDifference(one: Rgb, other: Rgb): number {
  if (one.data.length !== other.data.length) return Number.POSITIVE_INFINITY
  return one.data.reduce((sum, value, i) => sum + Math.abs(value - other.data[i]), 0) / one.data.length
}

function colourfulness({ data }: Rgb): number {
  let sum = 0
  for (let i = 0; i < data.length; i += 3) {
    sum += Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2])
  }
  return sum / (data.length / 3)
}

import { photographsAtMost } from '../contract/imaging.ts'
import type { Remark, RemarkKind } from '../contract/remarks.ts'

/** English catalogue: what a person should know of a photograph, and what to do. */
const words: Record<RemarkKind, (number: number, detail: string) => string> = {
  'odd-header': (_, detail) => `the header has a mistake that does no harm (${detail})`,
  'end-missing': () => 'the end marker is missing; the picture itself is whole',
  damaged: (number, detail) =>
    `the original is damaged (${detail}): ${number >= 100 ? 'any part' : `about ${number} %`} of the picture may be missing or wrong`,
  'more-pages': (number) =>
    `the file holds ${number} more ${number === 1 ? 'page' : 'pages'}: only the first is coloured`,
  'pages-left-out': (number) =>
    `the file holds more than ${photographsAtMost} pages: the last ${number} are left out`,
  'only-reduced': () => 'the file calls its only picture a reduced copy of a larger one',
  bitonal: () =>
    'a black-and-white scan of 1 bit, without greys: scan it again in greyscale for natural colours',
  negative: () => 'this looks like a negative: invert it first, then colour it',
  'coloured-marks': () =>
    'nearly without colour, but small parts have some (ink, a stamp, a date): colouring changes these too',
  'metadata-partly': (_, detail) =>
    `part of what the original says of itself is not in the result (${detail})`,
  'metadata-without-perl': () =>
    'dates, camera and captions of the original are not in the result: install Perl ("sudo apt install perl") and colour it again',
}

export function remarkEn({ kind, number = 0, detail = '' }: Remark): string {
  return words[kind](number, detail)
}

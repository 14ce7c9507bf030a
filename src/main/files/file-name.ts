import sanitize from 'sanitize-filename'

/** What every file system takes as one name, in bytes of UTF-8. */
const longestName = 255
/** What follows a dot further from the end is no ending. */
const longestEnding = 20

/**
 * What is left of a text as the name of a file, on any system: no folder, nothing that hides it, no name
 * that Windows keeps for a device, at most 255 bytes. May be empty.
 */
export function fileName(text: string): string {
  // Shortened first, since cleaning cuts the ending off a long name. Cleaned twice: without its dots,
  // `.con` is the name of a device.
  return sanitize(sanitize(shortened(text)).replace(/^[.\s]+/, '')).trim()
}

/**
 * The name under which a file that has one is kept: `_` stands before what a system refuses or of which
 * nothing but the ending is left (`CON.png`, `???.jpg`). Empty for dots and spaces alone.
 */
export function keptFileName(text: string): string {
  const clean = fileName(text)
  const isLost = !clean.includes('.') && text.trim().endsWith(clean && `.${clean}`)
  return isLost && /[^.\s]/.test(text) ? fileName(`_${text}`) : clean
}

/**
 * The names for what may find its own taken, without end: `scan.jpg`, `scan (2).jpg`, ...
 * @param mark what stands before the ending, of a number from 2
 * @param longest bytes of UTF-8
 */
export function* numbered(
  name: string,
  mark = (number: number) => ` (${number})`,
  longest = longestName,
): Generator<string, never> {
  yield name
  for (let number = 2; ; number += 1) yield shortened(name, mark(number), longest)
}

/** As in `scan-2.jpg`. */
export const hyphenated = (number: number): string => `-${number}`

/**
 * A name with its stem shortened to what fits, whole letters at a time, and its ending kept.
 * @param mark stands between stem and ending
 * @param longest bytes of UTF-8
 */
export function shortened(name: string, mark = '', longest = longestName): string {
  const dot = name.lastIndexOf('.')
  const isEnding = dot > 0 && bytesOf(name.slice(dot)) <= longestEnding
  const ending = isEnding ? name.slice(dot) : ''
  const letters = [...new Intl.Segmenter().segment(isEnding ? name.slice(0, dot) : name)]
  let left = longest - bytesOf(mark + ending)
  const fitting = letters.findIndex(({ segment }) => {
    left -= bytesOf(segment)
    return left < 0
  })
  const stem = letters.slice(0, fitting < 0 ? undefined : fitting).map(({ segment }) => segment)
  return `${stem.join('')}${mark}${ending}`
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

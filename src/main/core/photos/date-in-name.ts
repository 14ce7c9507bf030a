/** The first photograph. */
const firstYear = 1826

/** A number right after such a word counts pictures, it is no year: `DSC_1950`, `Scan 1905`. */
const counterBefore =
  /(^|[^\p{L}])(img|image|dsc|dscn|dscf|pict|pic|scan|bild|foto|photo|mvi|sam|gopr|nr|no|p|s|_mg)[ _.-]*$/iu

const separated = /(?<!\d)(\d{4})([-_. ])(\d\d)(?:\2(\d\d))?(?!\d)/g
const packed = /(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)/g
/** Not within a run of letters and digits, such as a hash; `1870s` and `Wedding1953` are fine. */
const bare = /(?<=^|[^\p{L}\d]|\p{L}{3})(\d{4})(?=$|[^\p{L}\d]|s(?!\p{L}))/gu

/**
 * The date that a person, or a phone, wrote into a file name, as precise as it stands there:
 * `1912-07-14 Oma.jpg`, `IMG_20190714_1.jpg`, `Wedding 1953.tif`.
 * @returns ISO 8601, `undefined` where none is to be seen
 */
export function dateInName(name: string, thisYear = new Date().getFullYear()): string | undefined {
  const stem = name.replace(/\.[^.]*$/, '')
  const isYear = (year: string): boolean => Number(year) >= firstYear && Number(year) <= thisYear
  for (const [, year = '', , month = '', day] of stem.matchAll(separated)) {
    if (isYear(year) && isWithin(month, 12)) return withDay(`${year}-${month}`, day)
  }
  for (const [, year = '', month = '', day = ''] of stem.matchAll(packed)) {
    if (isYear(year) && isWithin(month, 12) && isWithin(day, 31)) return `${year}-${month}-${day}`
  }
  for (const { 1: year = '', index } of stem.matchAll(bare)) {
    if (isYear(year) && !counterBefore.test(stem.slice(0, index))) return year
  }
  return undefined
}

function withDay(month: string, day: string | undefined): string {
  return day !== undefined && isWithin(day, 31) ? `${month}-${day}` : month
}

function isWithin(part: string, most: number): boolean {
  return Number(part) >= 1 && Number(part) <= most
}

/**
 * When a photo was taken, of what its metadata and its name say. A name that speaks of an earlier year
 * wins: people name a scan after the photo, and the scanner writes the day of the scan into it.
 */
export function takenOf(
  metadata: string | null,
  name: string,
): { date: string; source: 'metadata' | 'name' } | null {
  const named = dateInName(name)
  if (metadata === null) return named === undefined ? null : { date: named, source: 'name' }
  const isScan = named !== undefined && named.slice(0, 4) < metadata.slice(0, 4)
  return isScan ? { date: named, source: 'name' } : { date: metadata, source: 'metadata' }
}

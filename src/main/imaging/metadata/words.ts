import type { PhotoWords } from '../../../shared/contract/imaging.ts'
import type { OutputFormat } from '../../../shared/output-formats.ts'

/** Arguments of ExifTool that write what a person says of a photo wherever other programs look for it, a writing each. */
export function stepsOfWords(
  { caption, taken, keywords, favourite }: PhotoWords,
  format: OutputFormat,
): string[][] {
  const hasIptc = format !== 'webp'
  const tags = [
    ...(caption === undefined ? [] : ['XMP-dc:Description', 'EXIF:ImageDescription']),
    ...(caption === undefined || !hasIptc ? [] : ['IPTC:Caption-Abstract']),
  ].map((tag) => `-${tag}=${escaped(caption ?? '')}`)
  if (taken !== undefined) tags.push(...dates(taken, hasIptc))
  const lists = hasIptc ? ['XMP-dc:Subject', 'IPTC:Keywords'] : ['XMP-dc:Subject']
  for (const keyword of keywords.map(escaped)) {
    // Taken out first, so that none stands there twice.
    for (const list of lists) tags.push(`-${list}-=${keyword}`, `-${list}+=${keyword}`)
  }
  const written = hasIptc ? ['-IPTC:CodedCharacterSet=UTF8', ...tags] : tags
  return [
    ...(tags.length > 0 ? [['-E', ...written]] : []),
    // A rating of before, by stars, says more than a heart.
    ...(favourite ? [['-wm', 'cg', '-XMP-xmp:Rating=5']] : []),
  ]
}

/** Unknown parts of a date are blank in EXIF, zero in IPTC and left out in XMP, as their standards have it. */
function dates(taken: string, hasIptc: boolean): string[] {
  const [date, time] = taken.split('T')
  const [year, month, day] = date.split('-')
  const exif = `${year}:${month ?? '  '}:${day ?? '  '} ${time ?? (day ? '00:00:00' : '  :  :  ')}`
  return [
    `-XMP-photoshop:DateCreated=${taken.replaceAll('-', ':').replace('T', ' ')}`,
    `-EXIF:DateTimeOriginal#=${exif}`,
    ...(hasIptc ? [`-IPTC:DateCreated#=${year}${month ?? '00'}${day ?? '00'}`] : []),
  ]
}

/** As `-E` takes a value: an argument is one line. */
function escaped(text: string): string {
  return text.replace(/[&<>\p{Cc}]/gu, (sign) => `&#${sign.codePointAt(0)};`)
}

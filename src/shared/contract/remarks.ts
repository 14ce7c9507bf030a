import { z } from 'zod'

/**
 * What a person should know of a photograph that was read nevertheless, as one closed list: the
 * catalogues have words for each.
 */
export const remarkKinds = [
  /** The header breaks a rule that does not touch the picture; `detail` is the library's word on it. */
  'odd-header',
  /** The end marker is missing; the picture is whole. */
  'end-missing',
  /** Damage that the user has accepted; `number` is the share of the picture that is uncertain, percent. */
  'damaged',
  /** `number` more pages; the first alone is used. */
  'more-pages',
  /** More photographs in the file than Tintype takes of one; `number` of them are left out. */
  'pages-left-out',
  /** The file calls its only picture a reduced copy of another. */
  'only-reduced',
  /** One bit a pixel: black and white without greys. */
  'bitonal',
  /** Looks like a negative. */
  'negative',
  /** Grey or toned but for small parts in colour: ink, a stamp, a date; `number` is their share, per mille. */
  'coloured-marks',
  /** Of a result: something the original says of itself is not in it; `detail` is ExifTool's word on it. */
  'metadata-partly',
  /** Of a result: dates, camera and captions are not in it but for XMP, since ExifTool needs Perl. */
  'metadata-without-perl',
] as const
export type RemarkKind = (typeof remarkKinds)[number]

export const remarkSchema = z.object({
  kind: z.enum(remarkKinds),
  number: z.int().nonnegative().optional(),
  detail: z.string().max(300).optional(),
})
export type Remark = z.infer<typeof remarkSchema>
export const remarksSchema = z.array(remarkSchema).max(20)

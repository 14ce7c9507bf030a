import type { OutputFormat } from '../../../shared/contract/imaging.ts'

/** Bits a channel of a result: as asked for, else as the original has, where the format can hold them. */
export function outputDepth(format: OutputFormat, asked: 8 | 16 | undefined, original: 8 | 16): 8 | 16 {
  if (format === 'jpeg' || format === 'webp') return 8
  return asked ?? original
}

import type { en } from '../text/en.ts'
import type { Ab } from './lab.ts'

export type MaterialName = Exclude<keyof typeof en.develop.swatches, 'like' | 'custom'>

export interface Material extends Ab {
  name: MaterialName
  /** Of the likely ones the first of each kind is offered before the second of any. */
  kind: 'plain' | 'skin' | 'hair' | 'metal' | 'cloth' | 'dye' | 'wood' | 'ground' | 'plant' | 'sky'
  /** L* that it has in photographs, in shade and in light; sRGB has the colour at all of them. */
  l: readonly [dark: number, light: number]
}

/**
 * Colours of the world that families name: a* and b* for daylight (D65). Where they are from:
 * - skin: classes of the individual typology angle, atan((L* - 50) / b*), very light above 55 degrees, light above 41,
 *   intermediate above 28, tan above 10, brown above -30, dark below (Chardon et al. 1991, Del Bino and Bernerd 2013);
 *   the middle of each range lies in its class;
 * - metals: their reflectance in linear sRGB as computed from measured optical constants (gold 1 .77 .34, brass .91 .78 .42,
 *   silver .97 .96 .92, copper .96 .64 .54), between light reflected once and twice; in shade a* and b* shrink as L* + 16;
 * - field grey, khaki, Prussian blue: near the usual sRGB renderings #4d5d53, #c3b091, #003153; wine red, denim,
 *   terracotta, ivory: of their hue, and paler than theirs, as worn and weathered things are;
 * - all others: chosen by eye on colour photographs.
 */
export const materials: readonly Material[] = [
  { name: 'neutral', kind: 'plain', a: 0, b: 0, l: [0, 100] },
  { name: 'skinFair', kind: 'skin', a: 10, b: 15, l: [66, 88] },
  { name: 'skin', kind: 'skin', a: 14, b: 18, l: [54, 84] },
  { name: 'skinMedium', kind: 'skin', a: 12, b: 23, l: [48, 78] },
  { name: 'skinTan', kind: 'skin', a: 14, b: 27, l: [42, 70] },
  { name: 'skinDeep', kind: 'skin', a: 15, b: 22, l: [28, 58] },
  { name: 'skinDark', kind: 'skin', a: 13, b: 13, l: [14, 44] },
  { name: 'lips', kind: 'skin', a: 30, b: 14, l: [26, 58] },
  { name: 'blond', kind: 'hair', a: 5, b: 26, l: [46, 84] },
  { name: 'hairRed', kind: 'hair', a: 20, b: 28, l: [28, 60] },
  { name: 'hairBrown', kind: 'hair', a: 7, b: 11, l: [12, 42] },
  { name: 'hairBlack', kind: 'hair', a: 2, b: 2, l: [2, 24] },
  { name: 'hairGrey', kind: 'hair', a: -1, b: 6, l: [40, 92] },
  { name: 'brass', kind: 'metal', a: -1, b: 27, l: [36, 84] },
  { name: 'gold', kind: 'metal', a: 3, b: 40, l: [42, 80] },
  { name: 'silver', kind: 'metal', a: -1, b: 2, l: [40, 97] },
  { name: 'copper', kind: 'metal', a: 20, b: 20, l: [30, 68] },
  { name: 'denim', kind: 'cloth', a: 0, b: -22, l: [18, 56] },
  { name: 'navy', kind: 'cloth', a: 6, b: -28, l: [14, 34] },
  { name: 'prussianBlue', kind: 'cloth', a: -1, b: -25, l: [21, 36] },
  { name: 'fieldGrey', kind: 'cloth', a: -8, b: 4, l: [26, 58] },
  { name: 'khaki', kind: 'cloth', a: 2, b: 18, l: [36, 76] },
  { name: 'olive', kind: 'cloth', a: -6, b: 26, l: [24, 58] },
  { name: 'bottleGreen', kind: 'cloth', a: -20, b: 8, l: [15, 36] },
  { name: 'wineRed', kind: 'cloth', a: 38, b: 12, l: [18, 42] },
  { name: 'linen', kind: 'cloth', a: 2, b: 13, l: [62, 92] },
  { name: 'ivory', kind: 'cloth', a: 1, b: 10, l: [76, 96] },
  { name: 'weddingWhite', kind: 'cloth', a: 1, b: 4, l: [80, 98] },
  { name: 'red', kind: 'dye', a: 56, b: 34, l: [34, 60] },
  { name: 'rose', kind: 'dye', a: 26, b: 6, l: [50, 81] },
  { name: 'orange', kind: 'dye', a: 34, b: 54, l: [48, 70] },
  { name: 'ochre', kind: 'dye', a: 10, b: 42, l: [44, 80] },
  { name: 'yellow', kind: 'dye', a: -4, b: 60, l: [68, 90] },
  { name: 'teal', kind: 'dye', a: -22, b: -8, l: [35, 66] },
  { name: 'royalBlue', kind: 'dye', a: 14, b: -48, l: [31, 50] },
  { name: 'lavender', kind: 'dye', a: 12, b: -18, l: [54, 86] },
  { name: 'violet', kind: 'dye', a: 26, b: -26, l: [22, 62] },
  { name: 'brown', kind: 'wood', a: 12, b: 20, l: [14, 46] },
  { name: 'wood', kind: 'wood', a: 14, b: 30, l: [26, 66] },
  { name: 'oak', kind: 'wood', a: 9, b: 28, l: [40, 70] },
  { name: 'mahogany', kind: 'wood', a: 20, b: 17, l: [14, 40] },
  { name: 'leather', kind: 'wood', a: 18, b: 32, l: [24, 54] },
  { name: 'straw', kind: 'wood', a: 2, b: 34, l: [56, 88] },
  { name: 'brick', kind: 'ground', a: 32, b: 26, l: [26, 58] },
  { name: 'terracotta', kind: 'ground', a: 28, b: 32, l: [38, 70] },
  { name: 'slate', kind: 'ground', a: -2, b: -6, l: [22, 56] },
  { name: 'earth', kind: 'ground', a: 9, b: 17, l: [18, 52] },
  { name: 'sand', kind: 'ground', a: 4, b: 22, l: [54, 86] },
  { name: 'grass', kind: 'plant', a: -24, b: 36, l: [36, 76] },
  { name: 'leaf', kind: 'plant', a: -22, b: 24, l: [20, 56] },
  { name: 'fir', kind: 'plant', a: -16, b: 12, l: [10, 38] },
  { name: 'skyMorning', kind: 'sky', a: -3, b: -12, l: [62, 92] },
  { name: 'sky', kind: 'sky', a: -6, b: -22, l: [56, 85] },
  { name: 'skyEvening', kind: 'sky', a: 14, b: 10, l: [52, 86] },
  { name: 'sea', kind: 'sky', a: -10, b: -14, l: [24, 60] },
]

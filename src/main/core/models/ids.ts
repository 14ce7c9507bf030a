import { hyphenated, numbered } from '../../files/file-name.ts'

/** Of an id, letters. */
const longest = 64

/** Letters that are no others with an accent. */
const spelt: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' }

/**
 * A model's id out of what a person calls it: letters without their accents, digits, hyphens.
 * @param otherwise where nothing is left, as of a name in Cyrillic
 */
export function modelId(name: string, otherwise: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => spelt[letter])
    .replace(/\p{Mark}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return id.slice(0, longest) || otherwise
}

/** The id itself, or with the first number, from 2, that makes it another than those taken. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const names = numbered(id, hyphenated, longest)
  return names.find((name) => !taken.has(name))!
}

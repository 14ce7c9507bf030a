import { z } from 'zod'

const takenPattern = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?)?)?$/

/** When a photo was taken, as precisely as it is known: `1912`, `1912-07`, `1912-07-14`, `1912-07-14T10:00:00`. */
export const takenSchema = z.string().regex(takenPattern)

/** Whether `text` is such a date. */
export function isTaken(text: string): boolean {
  return takenPattern.test(text)
}

const earliest = 1800
const latest = 2100

/** A date as people type it: `1912`, `7.1912`, `14.7.1912`, `1912-07-14`. Undefined for what is none, or no day of its month. */
export function typedTaken(text: string): string | undefined {
  const parts = text.trim().split(/[.\-/]\s*/)
  const isDescending = /^\d{4}$/.test(parts[0])
  const [year, month, day, ...more] = isDescending ? parts : parts.toReversed()
  const numbers = [year, month, day].filter((part) => part !== undefined)
  if (more.length > 0 || !/^\d{4}$/.test(year) || numbers.some((part) => !/^\d{1,4}$/.test(part)))
    return undefined
  if (Number(year) < earliest || Number(year) > latest) return undefined
  const taken = numbers.map((part) => part.padStart(2, '0')).join('-')
  if (!isTaken(taken)) return undefined
  // The 30th of February is the 1st or 2nd of March.
  return day === undefined || new Date(`${taken}T00:00:00Z`).getUTCDate() === Number(day) ? taken : undefined
}

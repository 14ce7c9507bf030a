/** Moments are kept as milliseconds since 1970 and cross to others as ISO 8601, UTC. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

const takenPattern = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?)?)?$/

/** Whether `text` is a date as precise as it is known: `1912`, `1912-07`, `1912-07-14`, `1912-07-14T10:00:00`. */
export function isTaken(text: string): boolean {
  return takenPattern.test(text)
}

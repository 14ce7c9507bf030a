/** Moments are kept as milliseconds since 1970 and cross to others as ISO 8601, UTC. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

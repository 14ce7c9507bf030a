/** A name that none of the others has: the wanted one, or with the next number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const name = `${wanted} (${number})`
    if (!taken.includes(name)) return name
  }
}

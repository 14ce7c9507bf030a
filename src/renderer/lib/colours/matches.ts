/**
 * Whether one of some names holds every word of what was typed, whatever the case, accents, or the way that umlauts are
 * typed: "feld" finds Feldgrau, "weiss" Weiß, "gruen" and "grun" Grün.
 */
export function matches(names: readonly string[], typed: string): boolean {
  const words = typed.trim().split(/\s+/).map(spellings)
  return names.some((name) => {
    const spelt = spellings(name)
    return words.every((word) => word.some((one) => spelt.some((other) => other.includes(one))))
  })
}

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Without accents, and with umlauts written out. */
function spellings(text: string): string[] {
  const composed = text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss')
  const bare = (one: string) => one.normalize('NFD').replace(/\p{M}/gu, '')
  return [bare(composed), bare(composed.replace(/[äöü]/g, (letter) => umlauts[letter]))]
}

/** Whether a name holds every word of what was typed, whatever the case and accents: "feld" finds Feldgrau, "weiss" Weiß. */
export function matches(name: string, typed: string): boolean {
  const folded = fold(name)
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').trim()
}

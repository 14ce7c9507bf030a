import type { Estimate } from '../summary/bootstrap.ts'

/** A Markdown table; the first column is text, the others are numbers. */
export function table(head: string[], rows: string[][]): string {
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function plain(estimate: Estimate | undefined, digits: number): string {
  return estimate ? estimate.value.toFixed(digits) : '–'
}

/** Value with its 95 % interval: `24.29 (24.01 to 24.57)`. */
export function withInterval(estimate: Estimate | undefined, digits: number): string {
  if (!estimate) return '–'
  return `${estimate.value.toFixed(digits)} (${estimate.low.toFixed(digits)} to ${estimate.high.toFixed(digits)})`
}

/** A difference with its sign, and bold where the interval leaves no doubt about that sign. */
export function signedWithInterval(estimate: Estimate | undefined, digits: number): string {
  if (!estimate) return '–'
  const text = withInterval(estimate, digits)
  const signed = estimate.value > 0 ? `+${text}` : text
  return estimate.low > 0 || estimate.high < 0 ? `**${signed}**` : signed
}

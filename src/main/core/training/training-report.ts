import { curvesOf } from './curves.ts'
import type { RunState } from './run-state.ts'

const width = 360
const height = 180
const margin = { left: 52, right: 10, top: 10, bottom: 24 }

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:1160px;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1,h2{font-weight:600}figure{display:inline-block;margin:0 1rem 1rem 0}figcaption{font-size:13px;color:#555}
svg text{font-size:11px;fill:#555}svg .axis{stroke:#bbb}svg .curve{fill:none;stroke:#9a4a1f;stroke-width:2}
table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}img{max-width:100%}`

/** `report.html`: curves, settings and the newest contact sheet, with nothing to load from elsewhere. */
export function reportOf(state: RunState, title: string): string {
  const { history, configuration, batch, fit, data } = state
  const figures = [...curvesOf(history)].map(
    ([name, values]) => `<figure>${chart(values)}<figcaption>${escapeHtml(name)}</figcaption></figure>`,
  )
  const settings = Object.entries({ ...configuration, batch, fit, data }).map(
    ([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(JSON.stringify(value))}</td></tr>`,
  )
  const newest = String(history.length).padStart(3, '0')
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>${history.length} epochs, ${history.at(-1)?.steps ?? 0} steps. Figures on the photos held out are in CIELAB units.</p>
${figures.join('\n')}
<h2>Photos held out: grey, predicted, true</h2>
<p><img src="sheets/epoch-${newest}.jpg" alt="Contact sheet of epoch ${history.length}"></p>
<h2>Settings</h2>
<table>${settings.join('')}</table>`,
  )
}

export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>
${body}
</body></html>
`
}

/** One curve over epochs as SVG. */
function chart(values: readonly number[]): string {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const x = (i: number) =>
    margin.left + (i / Math.max(1, values.length - 1)) * (width - margin.left - margin.right)
  const y = (value: number) =>
    margin.top + (1 - (value - low) / (high - low || 1)) * (height - margin.top - margin.bottom)
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`)
  const [left, bottom] = [margin.left, height - margin.bottom]
  return `<svg width="${width}" height="${height}" role="img">
<path class="axis" fill="none" d="M${left} ${margin.top}V${bottom}H${width - margin.right}"/>
<text x="${left - 6}" y="${margin.top + 8}" text-anchor="end">${short(high)}</text>
<text x="${left - 6}" y="${bottom}" text-anchor="end">${short(low)}</text>
<text x="${left}" y="${height - 8}">1</text>
<text x="${width - margin.right}" y="${height - 8}" text-anchor="end">epoch ${values.length}</text>
<polyline class="curve" points="${points.join(' ')}"/>
${values.length === 1 ? `<circle cx="${x(0)}" cy="${y(values[0])}" r="3"/>` : ''}
</svg>`
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character])
}

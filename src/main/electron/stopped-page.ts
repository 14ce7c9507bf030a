import type { WireError } from '../../shared/errors.ts'
import { catalogues, type Language } from '../../shared/text/language.ts'
import { frontPage } from './origin.ts'

/** Shown in place of the user interface when core does not run: what happened, and what to do. No script. */
export function stoppedHtml(reason: WireError, language: Language): string {
  const { advice, stopped } = catalogues[language]
  const detail = typeof reason.details?.detail === 'string' ? reason.details.detail : ''
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="color-scheme" content="light dark">
    <title>Tintype</title>
    <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 36em; margin: 20vh auto; padding: 0 2em }
      pre { white-space: pre-wrap; opacity: .7 }
    </style>
  </head>
  <body>
    <h1>${escapeHtml(stopped.title)}</h1>
    <p>${escapeHtml(reason.message)}</p>
    <p>${escapeHtml(advice[reason.kind])}</p>
    <p>${escapeHtml(stopped.safe)}</p>
    <p><a href="${frontPage}">${escapeHtml(stopped.again)}</a></p>
    <pre>${escapeHtml(detail)}</pre>
  </body>
</html>
`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!)
}

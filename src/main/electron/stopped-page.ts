import type { WireError } from '../../shared/errors.ts'
import { adviceEn } from '../../shared/text/advice.ts'
import { frontPage } from './origin.ts'

/** Shown in place of the user interface when core does not run: what happened, and what to do. No script. */
export function stoppedHtml(reason: WireError): string {
  const detail = typeof reason.details?.detail === 'string' ? reason.details.detail : ''
  return `<!doctype html>
<html lang="en">
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
    <h1>Tintype has stopped</h1>
    <p>${escapeHtml(reason.message)}</p>
    <p>${escapeHtml(adviceEn[reason.kind])}</p>
    <p>Your photographs and your library are as they were; work in progress goes on where it was.</p>
    <p><a href="${frontPage}">Start again</a></p>
    <pre>${escapeHtml(detail)}</pre>
  </body>
</html>
`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!)
}

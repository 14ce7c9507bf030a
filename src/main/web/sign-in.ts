import { catalogues, chosenLanguage } from '../../shared/text/language.ts'

/**
 * The page before the session: trades the token behind `#` for the cookie, then shows the app.
 * @param wishes the languages that the browser asks for, the dearest first
 */
export function signInPage(wishes: readonly string[]): string {
  const language = chosenLanguage('system', wishes)
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <title>Tintype</title>
    <script src="/enter.js" type="module"></script>
  </head>
  <body>
    <p id="advice" hidden>${catalogues[language].signIn.advice}</p>
  </body>
</html>
`
}

/** A link from elsewhere comes without the cookie (SameSite): then the session is there and only asked for. */
export const signInScript = `const token = location.hash.slice(1)
history.replaceState(null, '', '/')
const { ok } = await fetch('/session', token ? { method: 'POST', body: token } : {})
if (ok) location.replace('/')
else document.getElementById('advice').hidden = false
`

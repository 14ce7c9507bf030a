/** The page before the session: trades the token behind `#` for the cookie, then shows the app. */
export const signInPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Tintype</title>
    <script src="/enter.js" type="module"></script>
  </head>
  <body>
    <p id="advice" hidden>Open the address that Tintype printed when it started.</p>
  </body>
</html>
`

/** A link from elsewhere comes without the cookie (SameSite): then the session is there and only asked for. */
export const signInScript = `const token = location.hash.slice(1)
history.replaceState(null, '', '/')
const { ok } = await fetch('/session', token ? { method: 'POST', body: token } : {})
if (ok) location.replace('/')
else document.getElementById('advice').hidden = false
`

/** The schemes of the shell; a page is loaded from nowhere else. */
export const appScheme = 'app'
export const photoScheme = 'photo'

export const appOrigin = 'app://tintype'
export const frontPage = `${appOrigin}/`
export const stoppedPage = `${appOrigin}/stopped`

/** Whether an address is one of our own pages; read by a parser, never by its beginning. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${appScheme}:` && host === 'tintype' && username === '' && password === ''
}

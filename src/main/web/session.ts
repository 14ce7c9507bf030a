import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Who may use this host: whoever knows the token that it printed. The browser trades the token for a
 * cookie, which scripts cannot read and other sites cannot send.
 */
export class Session {
  /** 256 random bits; stands in the printed address, behind `#`, which browsers send to nobody. */
  readonly token = secret()
  readonly #cookie = secret()
  readonly #name: string

  /** @param port part of the cookie's name, because cookies do not tell ports apart */
  constructor(port: number) {
    this.#name = `tintype-${port}`
  }

  /** The `Set-Cookie` header for the right token. */
  redeem(token: string): string | undefined {
    if (!same(token, this.token)) return undefined
    return `${this.#name}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** @param header the `Cookie` header of a request */
  admits(header: string | undefined): boolean {
    const cookies = (header ?? '').split(';').map((cookie) => cookie.trim())
    const prefix = `${this.#name}=`
    return cookies.some(
      (cookie) => cookie.startsWith(prefix) && same(cookie.slice(prefix.length), this.#cookie),
    )
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** In a time that tells nothing of where they differ. */
function same(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

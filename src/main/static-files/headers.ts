/**
 * What a page of Tintype may load: its own files and the pictures of the library, nothing else.
 * @param pictures sources of pictures beside the page's own host
 */
export function contentSecurityPolicy(pictures: string[] = []): string {
  const own = ["'self'", ...pictures].join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    // Positions of a virtual list and panels are styles that scripts set.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${own} blob: data:`,
    `connect-src ${own}`,
    "font-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer. */
export function safetyHeaders(policy: string): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  }
}

/** How long an answer may be kept: for ever when its name changes with its content, else not at all. */
export function cacheControl(immutable: boolean): string {
  return immutable ? 'private, max-age=31536000, immutable' : 'no-store'
}

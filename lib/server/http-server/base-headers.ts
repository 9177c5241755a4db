import 'server-only'

/** Responses that are no page load nothing, wherever they are opened; `page-policy.ts` sets that of pages. */
const NO_CONTENT_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const ONE_YEAR_S = 365 * 24 * 3_600

/** The headers of every response, whichever layer makes it. */
export function createBaseHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': NO_CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    // Browsers ignore it on http.
    ...(origin.startsWith('https:') && {
      'strict-transport-security': `max-age=${ONE_YEAR_S}`,
    }),
  }
}

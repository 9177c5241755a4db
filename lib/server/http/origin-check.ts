import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/**
 * Rejects writes that other sites trigger (CSRF). `Sec-Fetch-Site` decides because pages cannot
 * forge it; for browsers that do not send it, `Origin` must equal one of `origins`. Throws
 * `request.wrong-origin`.
 */
export function assertSameOrigin(headers: Headers, origins: readonly string[]): void {
  const site = headers.get('sec-fetch-site')
  const isSameOrigin =
    site === null ? origins.includes(headers.get('origin') ?? '') : site === 'same-origin'
  if (!isSameOrigin) throw new Problem('request.wrong-origin')
}

import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/**
 * Lets a write in only from our own pages. Browsers say where a request comes from in `Sec-Fetch-Site`, which no
 * page can forge; where an old one does not, `Origin` must be ours to the letter.
 */
export function assertOwnOrigin(headers: Headers, origins: readonly string[]): void {
  const site = headers.get('sec-fetch-site')
  const own = site === null ? origins.includes(headers.get('origin') ?? '') : site === 'same-origin'
  if (!own) throw new Problem('request.wrong-origin')
}

import 'server-only'
import { randomBytes } from 'node:crypto'
import type { RequestHandler } from './http-server'

/** Unknown paths such as `/_next/x` render a page too, so only these have none. */
const NO_PAGE = /^\/(?:api\/|_next\/static\/)/
const POLICY_HEADER = 'content-security-policy'

/**
 * Sets a Content-Security-Policy with a new nonce for each page, and passes the page its own path,
 * which Next does not provide. Next reads the nonce from the headers of the request. It makes no
 * access decisions. `base-headers.ts` sets the policy of everything else.
 */
export function withPagePolicy(handle: RequestHandler): RequestHandler {
  return (request, response) => {
    const { url = '', headers } = request
    if (!NO_PAGE.test(url)) {
      const policy = createPolicy(randomBytes(16).toString('base64'))
      headers[POLICY_HEADER] = policy
      headers['x-console-path'] = toPagePath(url)
      response.setHeader(POLICY_HEADER, policy)
    }
    return handle(request, response)
  }
}

/** Path and query without the parameter that Next adds when it requests parts of a page. */
function toPagePath(url: string): string {
  const { pathname, searchParams, search } = new URL(`http://console${url}`)
  if (!searchParams.has('_rsc')) return pathname + search
  searchParams.delete('_rsc')
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
}

const isDevelopment = process.env.NODE_ENV === 'development'

function createPolicy(nonce: string): string {
  const script = `'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`
  return [
    `default-src 'self'`,
    `script-src ${script}`,
    // Next shows errors in development with style elements of its own.
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    // Bars and popups set their size in style attributes. No user input becomes a style.
    `style-src-attr 'unsafe-inline'`,
    // Images that a person asks to see: no page renders one of another server by itself.
    `img-src 'self' data: https:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(isDevelopment ? [] : [`require-trusted-types-for 'script'`, `trusted-types default`]),
  ].join('; ')
}

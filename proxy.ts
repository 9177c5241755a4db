import { type NextRequest, NextResponse } from 'next/server'

/**
 * Sets a Content-Security-Policy with a new nonce for each page, and passes the page its own path,
 * which Next does not provide. It makes no access decisions. Not used for /api, where a proxy
 * silently truncates bodies over 10 MB; `lib/server/http-server` sets the policy of everything else.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = createPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-console-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

// Unknown paths such as /_next/x render a page too, so only files that exist at build time are left
// out.
export const config = { matcher: ['/((?!api/|_next/static/).*)'] }

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
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(isDevelopment ? [] : [`require-trusted-types-for 'script'`, `trusted-types default`]),
  ].join('; ')
}

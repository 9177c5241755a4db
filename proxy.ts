import { type NextRequest, NextResponse } from 'next/server'

/**
 * Sets a Content-Security-Policy with a new nonce for each page, and passes the page its own path,
 * which Next does not provide. It makes no access decisions. Not used for /api, where a proxy
 * silently truncates bodies over 10 MB.
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

export const config = { matcher: ['/((?!api/|_next/|favicon.ico|icon.svg).*)'] }

const isDevelopment = process.env.NODE_ENV === 'development'

function createPolicy(nonce: string): string {
  const script = `'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`
  return [
    `default-src 'self'`,
    `script-src ${script}`,
    // Bars and popups set their size in style attributes. No user input becomes a style.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(isDevelopment ? [] : [`require-trusted-types-for 'script'`, `trusted-types default`]),
  ].join('; ')
}

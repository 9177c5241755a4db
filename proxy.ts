import { type NextRequest, NextResponse } from 'next/server'

/**
 * Sets the Content-Security-Policy with a nonce for each page, and tells the page its own address, which Next does
 * not; it decides nothing. Kept off /api, where a proxy would cut long bodies silently, and off static files.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = policyWith(nonce)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-console-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = { matcher: ['/((?!api/|_next/|favicon.ico|icon.svg).*)'] }

const development = process.env.NODE_ENV === 'development'

function policyWith(nonce: string): string {
  const script = `'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`
  return [
    `default-src 'self'`,
    `script-src ${script}`,
    // Sizes of bars and popups are style attributes; no text of a person ever becomes a style.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(development ? [] : [`require-trusted-types-for 'script'`, `trusted-types default`]),
  ].join('; ')
}

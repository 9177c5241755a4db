import 'server-only'
import type { IncomingMessage } from 'node:http'
import { Problem } from '@/lib/shared/api/problem'
import { signInCookiesOf } from '../auth/request-identity'
import { dropCookies, expireCookies, findDoubledCookies } from './doubled-cookies'
import type { Rejection } from './send-problem'

export type RequestGuardDeps = {
  config: {
    origins: readonly [string, ...string[]]
    /** The hosts that a request may name; null if any. */
    hosts: readonly string[] | null
  }
}

export type Verdict = {
  /** What to respond instead of passing the request on. */
  rejection: Rejection | null
  /** Cookies to set in the response of an accepted request. */
  setCookies: readonly string[]
}

const PAGE_METHODS = ['GET', 'HEAD']
const API_METHODS = [...PAGE_METHODS, 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** Probes and the Live service may use an address instead of the public host. */
const ANY_HOST = /^\/api\/(?:health\/\w+|metrics|webhooks\/live)$/
/** In development, Next's error overlay sends POST requests to Next itself. */
const DEVELOPMENT_TOOLS = /^\/(?:_next\/|__nextjs_)/
const isDevelopment = process.env.NODE_ENV === 'development'
/**
 * Only Next and `page-policy.ts` may set them: Next would skip the route, run a server action or take
 * the nonce of a page from the request.
 */
const INTERNAL_HEADERS = /^(?:x-middleware-|x-console-path$|next-action$|content-security-policy)/

/**
 * Creates the check of every request before Next sees it. It removes headers that only Next and the
 * page policy may set, and rejects what Next would answer wrongly.
 */
export function createRequestGuard({ config }: RequestGuardDeps) {
  const [origin] = config.origins
  const { protocol } = new URL(origin)
  const signInCookies = signInCookiesOf(origin)

  /** Checks target, host and method. */
  function findRejection(request: IncomingMessage, path: string): Rejection | null {
    const { method = '', headers, httpVersion } = request
    // An absolute URL could make Next redirect to another host.
    if (!path.startsWith('/') || !isDecodable(path)) return malformed('path')
    if (httpVersion === '1.1' && headers.host === undefined) return malformed('host')
    if (config.hosts && !ANY_HOST.test(path) && !isKnownHost(config.hosts, headers)) {
      const opened = `${protocol}//${toHost(protocol, headers) || 'unknown'}`
      const params = { opened, configured: origin }
      return { problem: new Problem('request.wrong-host', { params }), isPage: !isApi(path) }
    }
    if (!API_METHODS.includes(method)) return { problem: new Problem('request.unknown-method') }
    const isTool = isDevelopment && DEVELOPMENT_TOOLS.test(path)
    if (isApi(path) || isTool || PAGE_METHODS.includes(method)) return null
    return {
      problem: new Problem('request.wrong-method'),
      headers: { allow: PAGE_METHODS.join(', ') },
    }
  }

  /** Nearly all requests have the host as it is configured; then it need not be parsed. */
  function isKnownHost(hosts: readonly string[], headers: IncomingMessage['headers']): boolean {
    return hosts.includes(headers.host ?? '') || hosts.includes(toHost(protocol, headers))
  }

  return (request: IncomingMessage): Verdict => {
    const { url = '', headers } = request
    for (const name of Object.keys(headers)) {
      if (INTERNAL_HEADERS.test(name)) delete headers[name]
    }
    const [path = ''] = url.split('?', 1)
    const rejection = findRejection(request, path)
    if (rejection) return { rejection, setCookies: [] }
    const doubled = findDoubledCookies(headers.cookie, signInCookies)
    if (doubled.length === 0) return { rejection: null, setCookies: [] }
    // One of them may have been planted by another site of the same domain.
    const setCookies = expireCookies(doubled, { host: headers.host, path })
    if (isApi(path)) {
      const problem = new Problem('auth.required')
      return { rejection: { problem, headers: { 'set-cookie': setCookies } }, setCookies: [] }
    }
    headers.cookie = dropCookies(headers.cookie, doubled)
    return { rejection: null, setCookies }
  }
}

const isApi = (path: string) => path.startsWith('/api/')

const malformed = (field: string): Rejection => ({
  problem: new Problem('request.malformed', { params: { field } }),
})

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** The `Host` header in the form of a URL's host: lower case, without the default port. */
function toHost(protocol: string, { host = '' }: IncomingMessage['headers']): string {
  if (!/^[\w.[\]:-]+$/.test(host) || !URL.canParse(`${protocol}//${host}`)) return ''
  return new URL(`${protocol}//${host}`).host
}

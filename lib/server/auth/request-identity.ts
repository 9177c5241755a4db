import 'server-only'
import type { IncomingMessage } from 'node:http'
import { type BlockList, isIP, isIPv4 } from 'node:net'
import { parseCookie, parseSetCookie, stringifyCookie } from 'cookie'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'
import { BACKGROUND_HEADER } from '@/lib/shared/api/background-request'
import type { VerifySignature } from './signed-cookie'

/** The address of the connection, set by {@link tagRemoteAddress}; a value from the client is dropped. */
export const REMOTE_ADDRESS_HEADER = 'x-console-peer'
/** Carries the client's address to better-auth. */
export const CLIENT_ADDRESS_HEADER = 'x-console-source'

/**
 * Puts the socket's address into a private header before Next sees the request. Next gives route
 * handlers no socket and passes on any `X-Forwarded-For` that a client sends.
 */
export function tagRemoteAddress(request: IncomingMessage): void {
  request.headers[REMOTE_ADDRESS_HEADER] = request.socket.remoteAddress ?? ''
}

/** What a request shows of its sender before the session is read. */
export type RequestIdentity = {
  /** The session token; null without a session cookie that has our signature. */
  token: string | null
  /** Set between a correct password and the code; with the headers for better-auth. */
  pendingTwoFactor: { value: string; headers: Headers } | null
  /** Null if the connection has none. */
  address: string | null
  /** The key of the login throttle: the IPv4 address, the IPv6 /64 network, or `unknown`. */
  clientKey: string
  /** The signed device cookie; see docs/security.md#sign-in. */
  device: string | null
  /** No person caused the request: an open page refreshed itself. */
  isBackground: boolean
  /** The only headers of the request that better-auth may see. */
  headers: Headers
}

/** On https, browsers accept a cookie with the `__Host-` prefix only from exactly this host. */
export function cookiePrefixOf(origin: string): string {
  return origin.startsWith('https:') ? '__Host-console' : 'console'
}

/** The cookies of a session and of a sign-in that waits for the code. */
export function signInCookiesOf(origin: string) {
  const prefix = cookiePrefixOf(origin)
  return [`${prefix}.session_token`, `${prefix}.two_factor`] as const
}

const deviceCookieOf = (origin: string) => `${cookiePrefixOf(origin)}.device`

/** The headers of a request, by their names in lower case. */
export type RequestHeaders = Pick<Headers, 'get' | 'has'>

type IdentitySettings = {
  verifySignature: VerifySignature
  origin: string
  trustedProxies: BlockList
}

/**
 * `trustedProxies` may set `X-Forwarded-For`. Every request is read twice, so what only a sign-in
 * needs is made when it is used.
 */
export function readRequestIdentity(
  headers: RequestHeaders,
  { verifySignature, origin, trustedProxies }: IdentitySettings,
): RequestIdentity {
  const cookieHeader = headers.get('cookie') ?? ''
  const address = findClientAddress(headers, trustedProxies)
  const cookies = parseCookie(cookieHeader)
  const [sessionName, pendingName] = signInCookiesOf(origin)

  function createAuthHeaders(cookie: string): Headers {
    const authHeaders = new Headers({ cookie, [CLIENT_ADDRESS_HEADER]: address ?? '' })
    const browser = headers.get('user-agent')
    if (browser) authHeaders.set('user-agent', browser.slice(0, 500))
    return authHeaders
  }

  return {
    token: verifySignature(cookies[sessionName]),
    get pendingTwoFactor() {
      const value = verifySignature(cookies[pendingName])
      if (value === null) return null
      // Without the other cookies: better-auth would use an old session for this sign-in.
      const cookie = stringifyCookie({ [pendingName]: cookies[pendingName] })
      return { value, headers: createAuthHeaders(cookie) }
    },
    address,
    clientKey: toClientKey(address),
    get device() {
      return verifySignature(cookies[deviceCookieOf(origin)])
    },
    isBackground: headers.has(BACKGROUND_HEADER),
    get headers() {
      return createAuthHeaders(cookieHeader)
    },
  }
}

/** The `Cookie` header that a browser sends after these `Set-Cookie` headers; empty ones remove. */
export function toCookieHeader(setCookies: readonly string[]): string {
  const cookies = setCookies.map((header) => parseSetCookie(header))
  const kept = cookies.filter(({ value }) => value !== '')
  return stringifyCookie(Object.fromEntries(kept.map(({ name, value }) => [name, value])))
}

/**
 * The last hop that is not a trusted proxy. Anything further left in `X-Forwarded-For` could be
 * forged.
 */
export function findClientAddress(
  headers: RequestHeaders,
  trustedProxies: BlockList,
): string | null {
  const remoteAddress = headers.get(REMOTE_ADDRESS_HEADER) ?? ''
  const forwarded = headers.get('x-forwarded-for') ?? undefined
  // Next sets the header to the address of the connection when a request has none.
  if (forwarded === undefined || forwarded === remoteAddress) {
    if (isIPv4(remoteAddress)) return remoteAddress
    return parseAddress(remoteAddress)?.toString() ?? null
  }
  // proxy-addr reads only these two properties of a request.
  const request = {
    headers: { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  } as unknown as IncomingMessage
  const hops = proxyAddr.all(request, (hop) => isListed(parseAddress(hop), trustedProxies))
  // A proxy may report no valid address; then its own is the last one that is known.
  const client = hops.map(parseAddress).findLast((address) => address !== null)
  return client?.toString() ?? null
}

/** Whether an address of a connection is one that may set `X-Forwarded-For`. */
export const isTrustedProxy = (address: string, trustedProxies: BlockList): boolean =>
  isListed(parseAddress(address), trustedProxies)

/** One client usually owns a whole IPv6 /64 network. */
function toClientKey(address: string | null): string {
  if (address === null) return 'unknown'
  if (isIPv4(address)) return address
  const parsed = ipaddr.parse(address)
  if (!(parsed instanceof ipaddr.IPv6)) return address
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

const isListed = (address: Address | null, list: BlockList) =>
  address !== null && list.check(address.toString(), address.kind())

/**
 * Unwraps IPv4-mapped IPv6 addresses and drops the zone id. `isIP` refuses short forms such as
 * `10.1`, which ipaddr.js accepts.
 */
const parseAddress = (text: string): Address | null =>
  isIP(text) === 0 ? null : ipaddr.process(text.replace(/%.*$/, ''))

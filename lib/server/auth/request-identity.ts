import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { type BlockList, isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

/** The address of the connection, set by {@link tagRemoteAddresses}; a value from the client is dropped. */
export const REMOTE_ADDRESS_HEADER = 'x-console-peer'
/** Carries the client's address to better-auth. */
export const CLIENT_ADDRESS_HEADER = 'x-console-source'

/**
 * Puts the socket's address into a private header before Next sees the request. Next gives route
 * handlers no socket and passes on any `X-Forwarded-For` that a client sends. Call it before the
 * server receives its first request.
 */
export function tagRemoteAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[REMOTE_ADDRESS_HEADER] = request.socket.remoteAddress ?? ''
  })
}

/** What a request shows of its sender before the session is read. */
export type RequestIdentity = {
  /** The session token; null without a session cookie that has our signature. */
  token: string | null
  /** Set between a correct password and the code; with the headers for better-auth. */
  pendingTwoFactor: { value: string; headers: Headers } | null
  /** The key of the login throttle: the IPv4 address, the IPv6 /64 network, or `unknown`. */
  clientKey: string
  /** The only headers of the request that better-auth may see. */
  headers: Headers
}

/** On https, browsers accept a cookie with the `__Host-` prefix only from exactly this host. */
export function cookiePrefixOf(origin: string): string {
  return origin.startsWith('https:') ? '__Host-console' : 'console'
}

/** `secret` signs the cookies; `trustedProxies` may set `X-Forwarded-For`. */
export function readRequestIdentity(
  headers: Headers,
  { secret, origin, trustedProxies }: { secret: string; origin: string; trustedProxies: BlockList },
): RequestIdentity {
  const cookies = headers.get('cookie') ?? ''
  const address = findClientAddress(headers, trustedProxies)
  const authHeaders = new Headers({ cookie: cookies, [CLIENT_ADDRESS_HEADER]: address ?? '' })
  const browser = headers.get('user-agent')
  if (browser) authHeaders.set('user-agent', browser.slice(0, 500))
  const prefix = cookiePrefixOf(origin)
  const token = findCookie(`${prefix}.session_token`, cookies)
  const pendingCookie = findCookie(`${prefix}.two_factor`, cookies)
  const value = verifyCookie(pendingCookie, secret)
  // Without the other cookies: better-auth would use an old session for this sign-in.
  const pendingHeaders = new Headers(authHeaders)
  pendingHeaders.set('cookie', `${prefix}.two_factor=${pendingCookie}`)
  return {
    token: verifyCookie(token, secret),
    pendingTwoFactor: value === null ? null : { value, headers: pendingHeaders },
    clientKey: toClientKey(address),
    headers: authHeaders,
  }
}

/**
 * The last hop that is not a trusted proxy. Anything further left in `X-Forwarded-For` could be
 * forged.
 */
export function findClientAddress(headers: Headers, trustedProxies: BlockList): string | null {
  // proxy-addr reads only these two properties of a request.
  const request = {
    headers: { 'x-forwarded-for': headers.get('x-forwarded-for') ?? undefined },
    socket: { remoteAddress: headers.get(REMOTE_ADDRESS_HEADER) ?? '' },
  } as unknown as IncomingMessage
  const hops = proxyAddr.all(request, (hop) => isListed(parseAddress(hop), trustedProxies))
  // A proxy may report no valid address; then its own is the last one that is known.
  const client = hops.map(parseAddress).findLast((address) => address !== null)
  return client?.toString() ?? null
}

/** One client usually owns a whole IPv6 /64 network. */
function toClientKey(address: string | null): string {
  if (address === null) return 'unknown'
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

function findCookie(name: string, cookies: string): string | null {
  for (const part of cookies.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/**
 * Returns the value if the signature is ours. It makes tokens useless without AUTH_SECRET, even
 * with a copy of the store.
 */
function verifyCookie(cookie: string | null, secret: string): string | null {
  if (cookie === null) return null
  const text = decodeCookie(cookie)
  const at = text.lastIndexOf('.')
  if (at < 1) return null
  const value = text.slice(0, at)
  const expected = createHmac('sha256', secret).update(value).digest()
  const given = Buffer.from(text.slice(at + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null
}

function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

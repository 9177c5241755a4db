import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type BlockList, isIP, isIPv6 } from 'node:net'

/** Where the request's connection comes from; set by `peer.ts` whatever the client sent under that name. */
export const PEER_HEADER = 'x-console-peer'
/** What the sign-in library is told of it. */
export const SOURCE_HEADER = 'x-console-source'

/** Who asks, before it is known who they are. */
export type Visitor = {
  /** Of their session; null without a cookie that we signed. */
  token: string | null
  /** Says that the password was right and a code is asked for; with what the library is to see of it. */
  challenge: { value: string; headers: Headers } | null
  /** Whom guesses are counted for: their address, or of a version 6 address the network; `unknown` without one. */
  source: string
  /** What of the request the sign-in library may see. */
  headers: Headers
}

/** On https the prefix makes browsers refuse a cookie of that name from anybody but this very host. */
export function cookiePrefixOf(origin: string): string {
  return origin.startsWith('https:') ? '__Host-console' : 'console'
}

/** Reads a visitor out of a request's headers. `secret` is the one cookies are signed with. */
export function visitorOf(
  headers: Headers,
  { secret, origin, trustedProxies }: { secret: string; origin: string; trustedProxies: BlockList },
): Visitor {
  const cookies = headers.get('cookie') ?? ''
  const address = addressOf(headers, trustedProxies)
  const shown = new Headers({ cookie: cookies, [SOURCE_HEADER]: address ?? '' })
  const browser = headers.get('user-agent')
  if (browser) shown.set('user-agent', browser.slice(0, 500))
  const prefix = cookiePrefixOf(origin)
  const token = cookieNamed(`${prefix}.session_token`, cookies)
  const challenge = cookieNamed(`${prefix}.two_factor`, cookies)
  const value = signedValue(challenge, secret)
  // A session that has ended may still lie beside it: the library must not take that for this sign-in.
  const alone = new Headers(shown)
  alone.set('cookie', `${prefix}.two_factor=${challenge}`)
  return {
    token: signedValue(token, secret),
    challenge: value === null ? null : { value, headers: alone },
    source: sourceOf(address),
    headers: shown,
  }
}

/** The last hop that is no proxy of ours: anything further left in `X-Forwarded-For` is what a stranger claims. */
export function addressOf(headers: Headers, trustedProxies: BlockList): string | null {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  let address = plain(headers.get(PEER_HEADER) ?? '')
  while (isIP(address) && isIn(address, trustedProxies)) {
    const hop = plain(hops.pop() ?? '')
    if (!isIP(hop)) break
    address = hop
  }
  return isIP(address) ? address : null
}

/** Of a version 6 address the first 64 bits, since whoever has one of them has them all. */
function sourceOf(address: string | null): string {
  if (address === null) return 'unknown'
  return isIPv6(address) ? networkOf(address) : address
}

const isIn = (address: string, list: BlockList) =>
  list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** A server that listens on both versions sees version 4 addresses in version 6 clothes. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')

function networkOf(address: string): string {
  // A URL writes the address in its one canonical form.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const first = head.split(':').filter(Boolean)
  const last = tail?.split(':').filter(Boolean) ?? []
  const gap = tail === undefined ? 0 : 8 - first.length - last.length
  const groups = [...first, ...Array<string>(gap).fill('0'), ...last]
  return `${groups.slice(0, 4).join(':')}::/64`
}

function cookieNamed(name: string, cookies: string): string | null {
  for (const part of cookies.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/** A signature, though tokens cannot be guessed: who reads a copy of the store still cannot sign in with it. */
function signedValue(cookie: string | null, secret: string): string | null {
  if (cookie === null) return null
  const text = decoded(cookie)
  const at = text.lastIndexOf('.')
  if (at < 1) return null
  const value = text.slice(0, at)
  const expected = createHmac('sha256', secret).update(value).digest()
  const given = Buffer.from(text.slice(at + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

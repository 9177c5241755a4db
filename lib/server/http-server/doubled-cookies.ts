import 'server-only'
import { stringifySetCookie } from 'cookie'

const splitCookies = (header = '') => header.split(';').map((cookie) => cookie.trim())
const nameOf = (cookie: string) => cookie.split('=', 1)[0]?.trim() ?? ''

/** The `names` that a `Cookie` header contains more than once. */
export function findDoubledCookies(header: string | undefined, names: readonly string[]): string[] {
  const found = splitCookies(header).map(nameOf)
  return names.filter((name) => found.indexOf(name) !== found.lastIndexOf(name))
}

/** The `Cookie` header without the cookies of these names. */
export function dropCookies(header: string | undefined, names: readonly string[]): string {
  return splitCookies(header)
    .filter((cookie) => !names.includes(nameOf(cookie)))
    .join('; ')
}

/**
 * `Set-Cookie` headers that remove cookies wherever they were set: cookies of one name differ in
 * path or domain, and a browser removes only an exact match. Those with the prefix `__Host-` have
 * one place.
 */
export function expireCookies(
  names: readonly string[],
  { host = '', path }: { host: string | undefined; path: string },
): string[] {
  const domains = [undefined, ...parentDomainsOf(host)]
  const paths = prefixesOf(path)
  return names.flatMap((name) => {
    if (name.startsWith('__Host-')) return [expireCookie({ name, path: '/', secure: true })]
    return domains.flatMap((domain) => paths.map((at) => expireCookie({ name, path: at, domain })))
  })
}

function expireCookie(cookie: {
  name: string
  path: string
  domain?: string | undefined
  secure?: boolean
}): string {
  const attributes = { value: '', maxAge: 0, httpOnly: true, sameSite: 'lax' } as const
  return stringifySetCookie({ ...attributes, ...cookie })
}

/** `a.b.c` and `b.c` for `a.b.c:80`; nothing for an address or a single name. */
function parentDomainsOf(host: string): string[] {
  const labels = host.replace(/:\d*$/, '').split('.')
  if (/^(?:\d+|.*\])$/.test(labels.at(-1) ?? '')) return []
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
}

/** `/`, `/a` and `/a/b` for `/a/b`. */
function prefixesOf(path: string): string[] {
  const parts = path.split('/').filter(Boolean).slice(0, 4)
  return ['/', ...parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`)]
}

import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'

const macOf = (value: string, secret: string) => createHmac('sha256', secret).update(value).digest()

/** Signs a cookie's value as better-auth does, so that both read each other's cookies. */
export function signValue(value: string, secret: string): string {
  return `${value}.${macOf(value, secret).toString('base64')}`
}

/**
 * Returns the value of a signed cookie if the signature is ours. It makes tokens useless without
 * AUTH_SECRET, even with a copy of the store.
 */
export function verifySignature(cookie: string | undefined, secret: string): string | null {
  const at = cookie?.lastIndexOf('.') ?? -1
  if (cookie === undefined || at < 1) return null
  const value = cookie.slice(0, at)
  const expected = macOf(value, secret)
  const given = Buffer.from(cookie.slice(at + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null
}

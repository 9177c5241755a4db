import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'

const macOf = (value: string, secret: string) => createHmac('sha256', secret).update(value).digest()

/** Signs a cookie's value as better-auth does, so that both read each other's cookies. */
export function signValue(value: string, secret: string): string {
  return `${value}.${macOf(value, secret).toString('base64')}`
}

/** As many as sessions are in use, and a small fraction of the memory of one page. */
const CODES_REMEMBERED = 10_000

/** Returns the value of a signed cookie if the signature is ours, else null. */
export type VerifySignature = (cookie: string | undefined) => string | null

/**
 * Creates the check of signatures, which make tokens useless without AUTH_SECRET, even with a copy
 * of the store. Every request is checked twice, by the HTTP server and by its handler, so the codes
 * of values with a valid signature are remembered; they are still compared in constant time.
 */
export function createSignatureCheck(secret: string): VerifySignature {
  const codes = new Map<string, Buffer>()

  function remember(value: string, code: Buffer): void {
    codes.set(value, code)
    const [oldest] = codes.keys()
    if (codes.size > CODES_REMEMBERED && oldest !== undefined) codes.delete(oldest)
  }

  return (cookie) => {
    const at = cookie?.lastIndexOf('.') ?? -1
    if (cookie === undefined || at < 1) return null
    const value = cookie.slice(0, at)
    const known = codes.get(value)
    const expected = known ?? macOf(value, secret)
    const given = Buffer.from(cookie.slice(at + 1), 'base64')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    if (!known) remember(value, expected)
    return value
  }
}

import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { Refusal } from '../refusal'

export type AppCredentials = { sdkAppId: number; identifier: string; secretKey: string }

const MAX_DOCUMENT_BYTES = 10_000

/**
 * Checks a UserSig (docs/live-api.md#usersig). Throws a {@link Refusal} with the codes of
 * docs/live-api.md#contradictions-and-gaps, row 25. `now` in epoch ms.
 */
export function checkUserSig(
  app: AppCredentials,
  identifier: string,
  usersig: string,
  now: number,
): void {
  const document = decodeUserSig(usersig)
  const field = (name: string) => document[`TLS.${name}`]
  const [time, expire] = [Number(field('time')), Number(field('expire'))]
  if (field('ver') !== '2.0' || !Number.isInteger(time) || !Number.isInteger(expire)) {
    throw new Refusal(70003, 'usersig cannot be decoded')
  }
  if (field('identifier') !== identifier) {
    throw new Refusal(70013, 'identifier does not match usersig')
  }
  if (field('sdkappid') !== app.sdkAppId) {
    throw new Refusal(70014, 'sdkappid does not match usersig')
  }
  const lines = ['identifier', 'sdkappid', 'time', 'expire'].map(
    (name) => `TLS.${name}:${field(name)}\n`,
  )
  const expected = createHmac('sha256', app.secretKey).update(lines.join('')).digest()
  const given = Buffer.from(String(field('sig')), 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(70009, 'usersig does not verify')
  }
  if (time + expire < Math.floor(now / 1000)) throw new Refusal(70001, 'usersig expired')
}

function decodeUserSig(usersig: string): Record<string, unknown> {
  try {
    if (!/^[A-Za-z0-9*_-]+$/.test(usersig)) throw new Error('not the alphabet of a UserSig')
    const base64 = usersig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
    const text = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_DOCUMENT_BYTES })
    return JSON.parse(text.toString('utf8')) as Record<string, unknown>
  } catch {
    throw new Refusal(70003, 'usersig cannot be decoded')
  }
}

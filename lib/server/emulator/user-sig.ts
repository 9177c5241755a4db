import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { Refusal } from './refusal'

export type App = { sdkAppId: number; identifier: string; secretKey: string }

const MAX_DOCUMENT_BYTES = 10_000

/**
 * Checks a UserSig as contract §5.1 describes it, with the codes of §7 #26: undecodable 70003, other identifier
 * 70013, other app 70014, wrong signature 70009, expired 70001. `now` in epoch ms.
 */
export function checkUserSig(app: App, identifier: string, usersig: string, now: number): void {
  const document = documentOf(usersig)
  const of = (name: string) => document[`TLS.${name}`]
  const [time, expire] = [Number(of('time')), Number(of('expire'))]
  if (of('ver') !== '2.0' || !Number.isInteger(time) || !Number.isInteger(expire)) {
    throw new Refusal(70003, 'usersig cannot be decoded')
  }
  if (of('identifier') !== identifier) throw new Refusal(70013, 'identifier does not match usersig')
  if (of('sdkappid') !== app.sdkAppId) throw new Refusal(70014, 'sdkappid does not match usersig')
  const lines = ['identifier', 'sdkappid', 'time', 'expire'].map(
    (name) => `TLS.${name}:${of(name)}\n`,
  )
  const expected = createHmac('sha256', app.secretKey).update(lines.join('')).digest()
  const given = Buffer.from(String(of('sig')), 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(70009, 'usersig does not verify')
  }
  if (time + expire < Math.floor(now / 1000)) throw new Refusal(70001, 'usersig expired')
}

function documentOf(usersig: string): Record<string, unknown> {
  try {
    if (!/^[A-Za-z0-9*_-]+$/.test(usersig)) throw new Error('not the alphabet')
    const base64 = usersig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
    const text = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_DOCUMENT_BYTES })
    return JSON.parse(text.toString('utf8')) as Record<string, unknown>
  } catch {
    throw new Refusal(70003, 'usersig cannot be decoded')
  }
}

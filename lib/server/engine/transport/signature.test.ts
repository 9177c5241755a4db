import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSigner, createUserSig } from './signature'

const { Api } = createRequire(import.meta.url)('tls-sig-api-v2') as {
  Api: new (appId: number, key: string) => { genSig(identifier: string, expire: number): string }
}

/** The vectors of docs/live-api.md#usersig-test-vectors: public samples, not secrets. */
const vectors = [
  {
    app: {
      sdkAppId: 1400000000,
      identifier: 'administrator',
      secretKey: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
    },
    expire: 86_400,
    time: 1_700_000_000,
    sig: 'yLAe+w7WUeUuqbV9h/TX78u21oTGi+i9Zp1u3PpnY60=',
    json: [174, '1365497c6f3957ff'],
  },
  {
    app: {
      sdkAppId: 20000001,
      identifier: 'live-ops_admin-01',
      secretKey: '0123456789abcdef'.repeat(4),
    },
    expire: 604_800,
    time: 1_767_225_600,
    sig: 'eTmS04YfCaDrWl/zF2TW0qExzykUHHf7WG9kiMUIHYU=',
    json: [177, '56dbdde5b0d5c2fc'],
  },
  {
    app: { sdkAppId: 88888888, identifier: 'a', secretKey: 'f'.repeat(64) },
    expire: 1,
    time: 0,
    sig: '/+MHOjp3W8711wB9E40bj+FzdA9ZIT9x0BDwoBXqA8c=',
    json: [147, 'b2ead3f2a0866e20'],
  },
]

function unpack(usersig: string): string {
  const base64 = usersig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  return inflateSync(Buffer.from(base64, 'base64')).toString()
}
const decode = (usersig: string): unknown => JSON.parse(unpack(usersig))

afterEach(() => vi.useRealTimers())

describe('createUserSig', () => {
  it.each(vectors)('matches the test vector of $app.identifier', ({ app, expire, time, sig }) => {
    expect(decode(createUserSig(app, time, expire))).toEqual({
      'TLS.ver': '2.0',
      'TLS.identifier': app.identifier,
      'TLS.sdkappid': app.sdkAppId,
      'TLS.time': time,
      'TLS.expire': expire,
      'TLS.sig': sig,
    })
  })

  it.each(vectors)(
    'matches the package of the vendor for $app.identifier',
    ({ app, expire, time }) => {
      vi.useFakeTimers({ now: time * 1000 + 999 })
      const vendorSig = new Api(app.sdkAppId, app.secretKey).genSig(app.identifier, expire)
      expect(decode(createUserSig(app, time, expire))).toEqual(decode(vendorSig))
    },
  )

  it.each(vectors)('writes the exact JSON of $app.identifier', (vector) => {
    const text = unpack(createUserSig(vector.app, vector.time, vector.expire))
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
    expect([text.length, hash]).toEqual(vector.json)
  })

  it('needs no encoding in a URL', () => {
    for (const { app, expire, time } of vectors) {
      const usersig = createUserSig(app, time, expire)
      expect(encodeURIComponent(usersig)).toBe(usersig)
    }
  })
})

describe('createSigner', () => {
  const app = vectors[0]?.app ?? { sdkAppId: 0, identifier: '', secretKey: '' }

  it('reuses a signature for twelve hours and then makes a new one', () => {
    let now = 1_700_000_000_000
    const signer = createSigner(app, () => now)
    const first = signer.current()
    now += 12 * 3_600_000 - 1_000
    expect(signer.current()).toBe(first)
    now += 1_000
    expect(signer.current()).not.toBe(first)
  })

  it('replaces a refused signature once, however many calls it was refused for', () => {
    let now = 1_700_000_000_000
    const signer = createSigner(app, () => now)
    const stale = signer.current()
    now += 1_000
    signer.discard(stale)
    const fresh = signer.current()
    now += 1_000
    signer.discard(stale)
    expect([fresh === stale, signer.current()]).toEqual([false, fresh])
  })

  it('does not show the secret when printed', () => {
    const signer = createSigner(app, Date.now)
    expect(JSON.stringify(signer) + String(signer)).not.toContain(app.secretKey)
  })
})

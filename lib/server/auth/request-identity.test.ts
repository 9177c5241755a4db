import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNetworks } from '../runtime/settings-schema'
import {
  CLIENT_ADDRESS_HEADER,
  findClientAddress,
  REMOTE_ADDRESS_HEADER,
  readRequestIdentity,
  toCookieHeader,
} from './request-identity'
import { createSignatureCheck } from './signed-cookie'

const networks = (list: string) => parseNetworks(list) ?? expect.fail('not a list of networks')
const noProxies = networks('192.0.2.255')

function addressFrom(peer: string, forwarded: string, proxies = noProxies): string | null {
  return findClientAddress(
    new Headers({ [REMOTE_ADDRESS_HEADER]: peer, 'x-forwarded-for': forwarded }),
    proxies,
  )
}

describe('client address', () => {
  it('is the address of the connection, whatever the request claims', () => {
    expect(addressFrom('198.51.100.7', '203.0.113.1')).toBe('198.51.100.7')
    expect(addressFrom('::ffff:198.51.100.7', '')).toBe('198.51.100.7')
    expect(addressFrom('::ffff:c633:6407', '')).toBe('198.51.100.7')
    expect(addressFrom('fe80::1%eth0', '')).toBe('fe80::1')
    expect(addressFrom('', '203.0.113.1')).toBeNull()
  })

  it('is the address that a trusted proxy reports, not the one that the client sent to the proxy', () => {
    const proxies = networks('10.0.0.0/8')
    expect(addressFrom('10.0.0.1', '203.0.113.1', proxies)).toBe('203.0.113.1')
    expect(addressFrom('10.0.0.1', '203.0.113.9, 203.0.113.1', proxies)).toBe('203.0.113.1')
    expect(addressFrom('10.0.0.1', '203.0.113.1, 10.0.0.2', proxies)).toBe('203.0.113.1')
    expect(addressFrom('198.51.100.7', '203.0.113.1', proxies)).toBe('198.51.100.7')
  })

  it('is the address of the last proxy when that reports none or an invalid one', () => {
    const proxies = networks('10.0.0.0/8')
    expect(addressFrom('10.0.0.1', '', proxies)).toBe('10.0.0.1')
    expect(addressFrom('10.0.0.1', '203.0.113.1, nonsense', proxies)).toBe('10.0.0.1')
    expect(addressFrom('10.0.0.1', '203.0.113.1, 10.1', proxies)).toBe('10.0.0.1')
    expect(addressFrom('10.0.0.1', '203.0.113.1, 203.0.113.2:443', proxies)).toBe('10.0.0.1')
  })

  it('recognises a trusted proxy in any notation of its address', () => {
    expect(addressFrom('::ffff:10.0.0.1', '203.0.113.1', networks('10.0.0.0/8'))).toBe(
      '203.0.113.1',
    )
    expect(addressFrom('10.0.0.1', '203.0.113.1', networks('::ffff:10.0.0.0/104'))).toBe(
      '203.0.113.1',
    )
    expect(addressFrom('2001:0DB8:0:0::1', '2001:db8::2', networks('2001:db8::1'))).toBe(
      '2001:db8::2',
    )
  })

  it('is the first address when every hop is trusted; empty hops do not count', () => {
    expect(addressFrom('10.0.0.1', '203.0.113.1,, 10.0.0.2', networks('0.0.0.0/0'))).toBe(
      '203.0.113.1',
    )
  })
})

describe('request identity', () => {
  const readIdentity = (headers: Record<string, string>) =>
    readRequestIdentity(new Headers(headers), {
      verifySignature: createSignatureCheck('s'),
      origin: 'https://console.example.com',
      trustedProxies: noProxies,
    })

  it('uses the /64 network of an IPv6 address as client key', () => {
    const clientKeys = [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff::9',
      '2001:0db8:0001:0002:0:0:0:1',
    ].map((peer) => readIdentity({ [REMOTE_ADDRESS_HEADER]: peer }).clientKey)
    expect(new Set(clientKeys)).toEqual(new Set(['2001:db8:1:2::/64']))
    expect(readIdentity({ [REMOTE_ADDRESS_HEADER]: '::1' }).clientKey).toBe('0:0:0:0::/64')
    expect(readIdentity({ [REMOTE_ADDRESS_HEADER]: '198.51.100.7' }).clientKey).toBe('198.51.100.7')
    expect(readIdentity({}).clientKey).toBe('unknown')
  })

  it('uses the same client key exactly for the addresses of one /64 network', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((part) => part.toString(16))
    const half = fc.array(group, { minLength: 4, maxLength: 4 }).map((parts) => parts.join(':'))
    const clientKey = (network: string, host: string) =>
      readIdentity({ [REMOTE_ADDRESS_HEADER]: `${network}:${host}` }).clientKey
    fc.assert(
      fc.property(half, half, half, half, (network, other, host, otherHost) => {
        // IPv4-mapped addresses are in this network.
        fc.pre(network !== '0:0:0:0' && other !== '0:0:0:0')
        expect(clientKey(network, host)).toBe(clientKey(network, otherHost))
        expect(clientKey(network, host) === clientKey(other, host)).toBe(network === other)
      }),
    )
  })

  it('reads the signed cookies among others, and gives better-auth only the pending one', () => {
    const sign = (value: string) =>
      encodeURIComponent(`${value}.${createHmac('sha256', 's').update(value).digest('base64')}`)
    const [session, pending] = [sign('a.token'), sign('pending')]
    const identity = readIdentity({
      cookie: `broken; __Host-console.session_token = ${session} ;bad=%E0%A4%A; __Host-console.two_factor=${pending}`,
    })
    expect(identity.token).toBe('a.token')
    expect(identity.pendingTwoFactor?.value).toBe('pending')
    expect(identity.pendingTwoFactor?.headers.get('cookie')).toBe(
      `__Host-console.two_factor=${pending}`,
    )
    expect(readIdentity({ cookie: `console.session_token=${session}` }).token).toBeNull()
    expect(readIdentity({ cookie: '__Host-console.session_token=%E0%A4%A.' }).token).toBeNull()
  })

  it('sends back the cookies that a response sets, without those that it removes', () => {
    expect(
      toCookieHeader(['a=x%2Fy; Path=/; HttpOnly', 'b=; Max-Age=0; Path=/', 'c=1; Secure']),
    ).toBe('a=x%2Fy; c=1')
  })

  it('passes only cookies, browser and address to better-auth', () => {
    const { headers } = readIdentity({
      cookie: 'a=b',
      'user-agent': `Firefox ${'x'.repeat(1_000)}`,
      'x-forwarded-for': '203.0.113.1',
      'x-forwarded-host': 'evil.example',
      [CLIENT_ADDRESS_HEADER]: '203.0.113.1',
      [REMOTE_ADDRESS_HEADER]: '198.51.100.7',
      origin: 'https://evil.example',
    })
    expect([...headers.keys()].sort()).toEqual(['cookie', 'user-agent', CLIENT_ADDRESS_HEADER])
    expect(headers.get(CLIENT_ADDRESS_HEADER)).toBe('198.51.100.7')
    expect(headers.get('user-agent')).toHaveLength(500)
  })
})

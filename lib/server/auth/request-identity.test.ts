import { describe, expect, it } from 'vitest'
import { networksOf } from '../runtime/settings'
import { addressOf, PEER_HEADER, SOURCE_HEADER, visitorOf } from './request-identity'

const trusted = (list: string) => networksOf(list) ?? expect.fail('no list')
const nobody = trusted('192.0.2.255')

function addressFrom(peer: string, forwarded: string, proxies = nobody): string | null {
  return addressOf(new Headers({ [PEER_HEADER]: peer, 'x-forwarded-for': forwarded }), proxies)
}

describe('the address a request comes from', () => {
  it('is that of its connection, whatever it claims', () => {
    expect(addressFrom('198.51.100.7', '203.0.113.1')).toBe('198.51.100.7')
    expect(addressFrom('::ffff:198.51.100.7', '')).toBe('198.51.100.7')
    expect(addressFrom('fe80::1%eth0', '')).toBe('fe80::1')
    expect(addressFrom('', '203.0.113.1')).toBeNull()
  })

  it('is what a trusted proxy says, and not what was said to the proxy', () => {
    const proxies = trusted('10.0.0.0/8')
    expect(addressFrom('10.0.0.1', '203.0.113.1', proxies)).toBe('203.0.113.1')
    expect(addressFrom('10.0.0.1', '203.0.113.9, 203.0.113.1', proxies)).toBe('203.0.113.1')
    expect(addressFrom('10.0.0.1', '203.0.113.1, 10.0.0.2', proxies)).toBe('203.0.113.1')
    expect(addressFrom('198.51.100.7', '203.0.113.1', proxies)).toBe('198.51.100.7')
  })

  it('is the last proxy’s where that tells nothing, or nonsense', () => {
    const proxies = trusted('10.0.0.0/8')
    expect(addressFrom('10.0.0.1', '', proxies)).toBe('10.0.0.1')
    expect(addressFrom('10.0.0.1', '203.0.113.1, nonsense', proxies)).toBe('10.0.0.1')
  })
})

describe('a visitor', () => {
  const visit = (headers: Record<string, string>) =>
    visitorOf(new Headers(headers), {
      secret: 's',
      origin: 'https://console.example.com',
      trustedProxies: nobody,
    })

  it('counts with their whole network where addresses come by the trillion', () => {
    const sources = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:0db8:0001:0002:0:0:0:1'].map(
      (peer) => visit({ [PEER_HEADER]: peer }).source,
    )
    expect(new Set(sources)).toEqual(new Set(['2001:db8:1:2::/64']))
    expect(visit({ [PEER_HEADER]: '::1' }).source).toBe('0:0:0:0::/64')
    expect(visit({ [PEER_HEADER]: '198.51.100.7' }).source).toBe('198.51.100.7')
    expect(visit({}).source).toBe('unknown')
  })

  it('shows the sign-in library no more than cookies, browser and address', () => {
    const { headers } = visit({
      cookie: 'a=b',
      'user-agent': `Firefox ${'x'.repeat(1_000)}`,
      'x-forwarded-for': '203.0.113.1',
      'x-forwarded-host': 'evil.example',
      [SOURCE_HEADER]: '203.0.113.1',
      [PEER_HEADER]: '198.51.100.7',
      origin: 'https://evil.example',
    })
    expect([...headers.keys()].sort()).toEqual(['cookie', 'user-agent', SOURCE_HEADER])
    expect(headers.get(SOURCE_HEADER)).toBe('198.51.100.7')
    expect(headers.get('user-agent')).toHaveLength(500)
  })
})

import { pino } from 'pino'
import { expect, it } from 'vitest'
import { parseNetworks } from '../runtime/settings-schema'
import { createForwardingCheck } from './forwarding-check'
import { REMOTE_ADDRESS_HEADER } from './request-identity'

const PROXIES = parseNetworks('10.0.0.0/8') ?? expect.fail('not a list of networks')

function createCheck() {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  return { lines, check: createForwardingCheck(PROXIES, log) }
}
const request = (peer: string, forwarded?: string) =>
  new Headers({
    [REMOTE_ADDRESS_HEADER]: peer,
    ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
  })

it('warns once about a proxy that is not trusted, and keeps the last one', () => {
  const { lines, check } = createCheck()
  for (const peer of ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2.2']) {
    check.inspect(request(peer, '203.0.113.1'))
  }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ event: 'untrusted-forwarding', address: '::ffff:192.0.2.1' }),
  ])
  expect(check.last()).toMatchObject({ address: '192.0.2.2' })
})

it('is silent about a trusted proxy and about requests without one', () => {
  const { lines, check } = createCheck()
  check.inspect(request('10.1.2.3', '203.0.113.1'))
  check.inspect(request('::ffff:10.1.2.3', '203.0.113.1'))
  check.inspect(request('192.0.2.1'))
  check.inspect(request('::ffff:192.0.2.1', '::ffff:192.0.2.1'))
  expect([lines, check.last()]).toEqual([[], null])
})

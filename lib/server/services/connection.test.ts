import { describe, expect, it } from 'vitest'
import * as connectionRoute from '@/app/api/connection/route'
import * as testRoute from '@/app/api/connection/test/route'
import * as metricsRoute from '@/app/api/metrics/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import { type Connection, connectionEndpoints } from '@/lib/shared/api/connection-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { demoApp } from '../emulator/demo-app'
import { type Context, createContext } from '../http/context'
import {
  callEndpoint,
  codeIn,
  createPatch,
  ROOM,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../testing/endpoints'
import { readConnection, testConnection } from './connection'

const patch = createPatch(metadataRoute)

const TOKEN = 'token-of-the-metrics-of-tests'

setUpEndpoints({ METRICS_TOKEN: TOKEN })

const read = async (): Promise<Connection> => {
  const { body } = await callEndpoint(connectionRoute, 'GET', '/api/connection')
  return connectionEndpoints.readConnection.response.parse(body)
}
const test = () => callEndpoint(testRoute, 'POST', '/api/connection/test', { headers: SAME_ORIGIN })
const readRoom = () =>
  callEndpoint(metadataRoute, 'GET', `/api/rooms/x/metadata`, {}, { slug: toSlug(ROOM) })

describe('the connection', () => {
  it('shows the host and the account, but no secret or signature', async () => {
    const connection = await read()
    expect(connection.engine).toMatchObject({
      region: null,
      demo: false,
      sdkAppId: demoApp.sdkAppId,
      identifier: demoApp.identifier,
      keyPresent: true,
    })
    expect(connection).toMatchObject({ store: 'embedded', webhooks: { on: false, seenAt: null } })
    expect(JSON.stringify(connection)).not.toMatch(new RegExp(`${demoApp.secretKey}|usersig`))
  })

  it('names a proxy that is not trusted', async () => {
    expect((await read()).untrustedProxy).toBeUndefined()
    const headers = { 'x-console-peer': '192.0.2.1', 'x-forwarded-for': '203.0.113.1' }
    await callEndpoint(connectionRoute, 'GET', '/api/connection', { headers })
    expect((await read()).untrustedProxy).toMatchObject({ address: '192.0.2.1' })
  })

  it('shows usual and current limits and an empty queue', async () => {
    const { limits, line, breaker, stop } = await read()
    expect(limits.find(({ command }) => command === 'set_room_metadata')).toEqual({
      command: 'set_room_metadata',
      perSecond: 160,
      usual: 160,
      waiting: 0,
    })
    expect(limits.find(({ command }) => command === 'get_room_list')?.usual).toBe(8)
    expect([line, breaker.open, stop]).toEqual([{ waiting: 0, places: 200 }, false, null])
  })

  it('makes one call when tested and shows it as the last success with the clock offset', async () => {
    const { body, calls } = await test()
    expect(body).toMatchObject({ asked: true, problem: null })
    expect(calls.map(({ command }) => command)).toEqual(['get_room_list'])
    const { lastSuccess, clock, periods } = await read()
    expect(lastSuccess?.command).toBe('get_room_list')
    // Both run on one machine; on a busy one the Date header can be slightly old.
    expect(Math.abs(clock?.aheadMs ?? Number.NaN)).toBeLessThanOrEqual(
      (clock?.withinMs ?? 0) + 2_000,
    )
    expect(periods.at(-1)?.answered).toBeGreaterThan(0)
    expect(periods.at(-1)?.median).not.toBeNull()
  })

  it('is tested only from our own origin', async () => {
    const { status, calls } = await callEndpoint(testRoute, 'POST', '/api/connection/test', {
      headers: { ...SAME_ORIGIN, 'sec-fetch-site': 'cross-site' },
    })
    expect([status, calls]).toEqual([403, []])
  })

  it.each(['viewer', 'editor'] as const)('can be neither read nor tested by a %s', async (role) => {
    const publicContext = await createContext(new Headers())
    const ctx = { ...publicContext, actor: { id: 'v', name: 'V', role } } as Context
    await expect(readConnection(ctx)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(testConnection(ctx)).rejects.toMatchObject({ code: 'auth.forbidden' })
  })
})

describe('the metrics', () => {
  const readMetrics = async (authorization?: string, method = 'GET') => {
    const request = new Request('http://localhost:3000/api/metrics', {
      method,
      headers: authorization ? { authorization } : {},
    })
    const handler = method === 'HEAD' ? metricsRoute.HEAD : metricsRoute.GET
    const answer = await handler(request, { params: Promise.resolve(undefined) })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  it.each([undefined, 'Bearer ', 'Bearer wrong', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`])(
    'are refused for the authorization %s',
    async (authorization) => {
      const { status, text } = await readMetrics(authorization)
      expect([status, codeIn(JSON.parse(text))]).toEqual([401, 'metrics.wrong-token'])
    },
  )

  it('count calls by command and class, saves by outcome, and problems by code', async () => {
    await patch({ changes: [{ key: 'a', from: null, to: '1' }] })
    await readRoom()
    const { status, headers, text } = await readMetrics(`Bearer ${TOKEN}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain/)
    expect(headers.get('cache-control')).toBe('no-store')
    for (const line of [
      'live_room_console_engine_calls_total{command="set_room_metadata",class="ok"} 1',
      'live_room_console_saves_total{outcome="applied"} 1',
      'live_room_console_problems_total{code="metrics.wrong-token"} 5',
      'live_room_console_engine_breaker_open 0',
      'live_room_console_engine_stopped 0',
      'live_room_console_changes_unsettled 0',
      'live_room_console_event_streams 0',
      'live_room_console_directory_rooms 0',
      'live_room_console_directory_leader 0',
      'live_room_console_engine_calls_waiting{command="get_room_list"} 0',
      'live_room_console_engine_calls_per_second{command="get_room_metadata"} 160',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
    expect(text).toMatch(
      /engine_call_duration_seconds_bucket\{le="4",command="set_room_metadata"\} 1/,
    )
    expect(text).toContain('process_cpu_seconds_total')
    expect(text).toContain('nodejs_eventloop_lag_seconds')
    // No rooms, keys or people.
    expect(text).not.toMatch(/a\/b|Local|banner|secret/)
  })

  it('answer 404 when no token is configured', async () => {
    const ctx = await createContext(new Headers())
    const { config } = ctx
    const token = config.metricsToken
    Object.assign(config, { metricsToken: undefined })
    const { status } = await readMetrics(`Bearer ${TOKEN}`)
    Object.assign(config, { metricsToken: token })
    expect(status).toBe(404)
  })
})

it('a person with too many calls gets 429 with Retry-After instead of stale entries', async () => {
  const ctx = await createContext(new Headers())
  const { readMetadata } = ctx.engine
  ctx.metadataCache.invalidate()
  ctx.engine.readMetadata = () =>
    Promise.reject(new Problem('engine.line-full', { params: { seconds: 2 } }))
  const { status, headers, body } = await readRoom()
  ctx.engine.readMetadata = readMetadata
  expect([status, codeIn(body), headers.get('retry-after')]).toEqual([429, 'engine.line-full', '2'])
})

import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWebhookGate, newsOfWebhook } from './webhook'

const NOW = 1_669_872_112
beforeEach(() => void vi.useFakeTimers({ now: NOW * 1_000 }))
afterEach(() => void vi.useRealTimers())

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const query = (
  more: Record<string, string> = {},
  token = 'xxxxyyyy',
  time: number | string = NOW,
) =>
  new URLSearchParams({
    SdkAppid: '14',
    CallbackCommand: 'Live.CallbackAfterSetMetadata',
    RequestTime: String(time),
    Sign: sha(`${token}${time}`),
    ...more,
  })
const body = (text = '{}') => new TextEncoder().encode(text)
const gate = (tokens = ['xxxxyyyy', 'before']) => createWebhookGate({ sdkAppId: 14, tokens })

describe('a webhook', () => {
  it('is genuine with the documented signature', () => {
    const Sign = '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061'
    expect(gate()(query({ Sign }), body())).toBe('genuine')
  })

  it('may be signed with either token during a rotation, and with no other', () => {
    expect(gate()(query({}, 'before'), body())).toBe('genuine')
    expect(gate(['xxxxyyyy'])(query({}, 'before'), body())).toBe('forged')
    expect(gate([])(query({}, ''), body())).toBe('forged')
  })

  it.each([
    ['another token', query({}, 'xxxyyy')],
    ['another time than was signed', query({ RequestTime: String(NOW + 1) })],
    ['upper case', query({ Sign: sha(`xxxxyyyy${NOW}`).toUpperCase() })],
    ['half a signature', query({ Sign: sha(`xxxxyyyy${NOW}`).slice(0, 32) })],
  ])('is forged with %s', (_, forged) => {
    expect(gate()(forged, body())).toBe('forged')
  })

  it('needs a signature and a time in digits', () => {
    expect(gate()(query({ Sign: '' }), body())).toBe('unsigned')
    expect(gate()(query({}, 'xxxxyyyy', 'Infinity'), body())).toBe('unsigned')
    expect(gate()(new URLSearchParams({ SdkAppid: '14' }), body())).toBe('unsigned')
  })

  it('must be of our app, however the parameter is spelled', () => {
    expect(gate()(query({ SdkAppid: '15' }), body())).toBe('other-app')
    const spelled = query()
    spelled.delete('SdkAppid')
    expect(gate()(spelled, body())).toBe('other-app')
    spelled.set('SdkAppId', '14')
    expect(gate()(spelled, body())).toBe('genuine')
  })

  it('is good for sixty seconds either way', () => {
    const verify = gate()
    for (const [off, verdict] of [
      [-61, 'stale'],
      [-60, 'genuine'],
      [60, 'genuine'],
      [61, 'stale'],
    ] as const) {
      expect([off, verify(query({}, 'xxxxyyyy', NOW + off), body())]).toEqual([off, verdict])
    }
  })

  it('counts once; others of the same second differ in their bodies', () => {
    const verify = gate()
    expect(verify(query(), body('{"a":1}'))).toBe('genuine')
    expect(verify(query(), body('{"a":1}'))).toBe('replayed')
    expect(verify(query(), body('{"a":2}'))).toBe('genuine')
    expect(verify(query(), body('{"a":1}'))).toBe('replayed')
  })
})

describe('what a webhook is about', () => {
  it.each([
    [{ CallbackCommand: 'Live.CallbackAfterSetMetadata', RoomId: 'r', Metadata: 7 }, 'entries'],
    [{ CallbackCommand: 'Live.CallbackAfterDelMetadata', RoomId: 'r' }, 'entries'],
    [{ CallbackCommand: 'Live.CallbackAfterCreateRoom', RoomInfo: { RoomId: 'r' } }, 'facts'],
    [{ CallbackCommand: 'Live.CallbackAfterDestroyRoom', RoomId: 'r', RoomInfo: {} }, 'facts'],
    [{ CallbackCommand: 'Live.CallbackAfterUpdateRoomInfo', RoomInfo: { RoomId: 'r' } }, 'facts'],
    [{ CallbackCommand: 'Live.CallbackAfterChangeOwner', RoomId: 'r' }, null],
    [{ CallbackCommand: 'Live.CallbackAfterSetMetadata', RoomId: 7 }, null],
    [{ CallbackCommand: 'Live.CallbackAfterSetMetadata' }, null],
    [[], null],
    [null, null],
  ])('%j: %s', (given, about) => {
    const news = about && { room: 'r', facts: about === 'facts' }
    expect(newsOfWebhook(given)).toEqual(news)
  })
})

import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWebhookVerifier, parseWebhookQuery } from './webhook'
import { digestWrite, parseWebhookEvent } from './webhook-event'

const NOW = 1_669_872_112
beforeEach(() => void vi.useFakeTimers({ now: NOW * 1_000 }))
afterEach(() => void vi.useRealTimers())

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const createQuery = (
  overrides: Record<string, string> = {},
  token = 'xxxxyyyy',
  time: number | string = NOW,
) =>
  new URLSearchParams({
    SdkAppid: '14',
    CallbackCommand: 'Live.CallbackAfterSetMetadata',
    RequestTime: String(time),
    Sign: sha(`${token}${time}`),
    ...overrides,
  })
const encode = (text = '{}') => new TextEncoder().encode(text)
const toQuery = (search: URLSearchParams) => parseWebhookQuery(search) ?? new Map()

/** Verifies requests and acts on each genuine one. */
function createVerifier(tokens = ['xxxxyyyy', 'before']) {
  const { verify, remember } = createWebhookVerifier({ sdkAppId: 14, tokens })
  return (search: URLSearchParams, body: Uint8Array) => {
    const verdict = verify(toQuery(search), body)
    if (verdict === 'genuine') remember(toQuery(search), body)
    return verdict
  }
}

describe('a webhook', () => {
  it('is genuine with the documented signature', () => {
    const Sign = '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061'
    expect(createVerifier()(createQuery({ Sign }), encode())).toBe('genuine')
  })

  it('can be signed with either token during a rotation and with no other', () => {
    expect(createVerifier()(createQuery({}, 'before'), encode())).toBe('genuine')
    expect(createVerifier(['xxxxyyyy'])(createQuery({}, 'before'), encode())).toBe('forged')
    expect(createVerifier([])(createQuery({}, ''), encode())).toBe('forged')
  })

  it.each([
    ['another token', createQuery({}, 'xxxyyy')],
    ['a time that was not signed', createQuery({ RequestTime: String(NOW + 1) })],
    ['upper case', createQuery({ Sign: sha(`xxxxyyyy${NOW}`).toUpperCase() })],
    ['half a signature', createQuery({ Sign: sha(`xxxxyyyy${NOW}`).slice(0, 32) })],
  ])('is forged with %s', (_, forged) => {
    expect(createVerifier()(forged, encode())).toBe('forged')
  })

  it('needs a signature and a time in digits', () => {
    expect(createVerifier()(createQuery({ Sign: '' }), encode())).toBe('unsigned')
    expect(createVerifier()(createQuery({}, 'xxxxyyyy', 'Infinity'), encode())).toBe('unsigned')
    expect(createVerifier()(new URLSearchParams({ SdkAppid: '14' }), encode())).toBe('unsigned')
  })

  it('must name our app in either spelling of the parameter', () => {
    expect(createVerifier()(createQuery({ SdkAppid: '15' }), encode())).toBe('other-app')
    const spelled = createQuery()
    spelled.delete('SdkAppid')
    expect(createVerifier()(spelled, encode())).toBe('other-app')
    spelled.set('SdkAppId', '14')
    expect(createVerifier()(spelled, encode())).toBe('genuine')
  })

  it('is accepted up to sixty seconds early or late', () => {
    const verify = createVerifier()
    for (const [offset, verdict] of [
      [-61, 'stale'],
      [-60, 'genuine'],
      [60, 'genuine'],
      [61, 'stale'],
    ] as const) {
      expect([offset, verify(createQuery({}, 'xxxxyyyy', NOW + offset), encode())]).toEqual([
        offset,
        verdict,
      ])
    }
  })

  it('is accepted once, unlike others of the same second with another body', () => {
    const verify = createVerifier()
    expect(verify(createQuery(), encode('{"a":1}'))).toBe('genuine')
    expect(verify(createQuery(), encode('{"a":1}'))).toBe('repeated')
    expect(verify(createQuery(), encode('{"a":2}'))).toBe('genuine')
    expect(verify(createQuery(), encode('{"a":1}'))).toBe('repeated')
  })
})

it('a webhook stays genuine until it was acted on', () => {
  const { verify, remember } = createWebhookVerifier({ sdkAppId: 14, tokens: ['xxxxyyyy'] })
  const query = toQuery(createQuery())
  expect([verify(query, encode()), verify(query, encode())]).toEqual(['genuine', 'genuine'])
  remember(query, encode())
  expect(verify(query, encode())).toBe('repeated')
})

describe('the query of a webhook', () => {
  it.each(['Sign=a&Sign=b', 'SdkAppid=14&SdkAppId=15', 'ClientIP=1&clientip=1'])(
    'must not name a parameter twice (%s)',
    (search) => expect(parseWebhookQuery(new URLSearchParams(search))).toBeNull(),
  )

  it('is read whatever the case of its names', () => {
    const query = parseWebhookQuery(new URLSearchParams('SdkAppId=14&SIGN=a'))
    expect([query?.get('sdkappid'), query?.get('sign')]).toEqual(['14', 'a'])
  })
})

describe('parseWebhookEvent', () => {
  it.each([
    [{ CallbackCommand: 'Live.CallbackAfterSetMetadata', RoomId: 'r', Metadata: 7 }, 'metadata'],
    [{ CallbackCommand: 'Live.CallbackAfterDelMetadata', RoomId: 'r' }, 'metadata'],
    [{ CallbackCommand: 'Live.CallbackAfterCreateRoom', RoomInfo: { RoomId: 'r' } }, 'room info'],
    [{ CallbackCommand: 'Live.CallbackAfterDestroyRoom', RoomId: 'r', RoomInfo: {} }, 'room info'],
    [
      { CallbackCommand: 'Live.CallbackAfterUpdateRoomInfo', RoomInfo: { RoomId: 'r' } },
      'room info',
    ],
    [{ CallbackCommand: 'Live.CallbackAfterChangeOwner', RoomId: 'r' }, null],
    [{ CallbackCommand: 'Live.CallbackAfterSetMetadata', RoomId: 7 }, null],
    [{ CallbackCommand: 'Live.CallbackAfterSetMetadata' }, null],
    [[], null],
    [null, null],
  ])('%j: %s', (body, subject) => {
    const event = subject && { room: 'r', isRoomInfoChange: subject === 'room info' }
    expect(parseWebhookEvent(body)).toEqual(event)
  })

  it('says which account made which writes, without their values', () => {
    const Metadata = [{ Key: 'a', Value: 'secret value' }]
    const set = { CallbackCommand: 'Live.CallbackAfterSetMetadata', RoomId: 'r', Metadata }
    const claim = { account: 'host_1', writes: [digestWrite('a', 'secret value')] }
    expect(parseWebhookEvent({ ...set, Operator_Account: 'host_1' })?.claim).toEqual(claim)
    expect(JSON.stringify(claim)).not.toContain('secret value')
    const removal = { CallbackCommand: 'Live.CallbackAfterDelMetadata', RoomId: 'r', Keys: ['a'] }
    expect(parseWebhookEvent({ ...removal, Operator_Account: 'host_1' })?.claim).toEqual({
      account: 'host_1',
      writes: [digestWrite('a', null)],
    })
  })

  it.each(['', 'x'.repeat(33), 'a\u202eb', 'a\nb', 7])(
    'ignores %j as the name of an account',
    (Operator_Account) => {
      const Metadata = [{ Key: 'a', Value: '1' }]
      const set = { CallbackCommand: 'Live.CallbackAfterSetMetadata', RoomId: 'r', Metadata }
      expect(parseWebhookEvent({ ...set, Operator_Account })).toEqual({
        room: 'r',
        isRoomInfoChange: false,
      })
    },
  )
})

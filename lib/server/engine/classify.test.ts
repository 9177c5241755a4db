import { expect, it } from 'vitest'
import { classify } from './classify'

const SIG = 'eJwtzEELgjAYxvHvsnPIO93cFDp0CiqCyoN0C1z5Vsrahkui7555'

const detailsOf = (ErrorCode: number, more: object) => {
  const text = JSON.stringify({ ActionStatus: 'FAIL', ErrorCode, ...more })
  const result = classify({ kind: 'body', text }, () => true, { sig: SIG, isReSigned: false })
  return result.class === 'ok' ? null : result.problem.details
}

it('keeps the text of a reply as one line of at most 200 characters', () => {
  const info = detailsOf(100002, { ErrorInfo: `RoomId\r\n\u0000${'房😀'.repeat(200)}` })?.params
    ?.info
  expect(info).toMatch(/^RoomId {3}房😀/)
  expect([...String(info)]).toHaveLength(200)
})

it.each([
  ['holds our signature', `call?usersig=${SIG}&x`],
  ['is empty', ''],
  ['is not a string', { a: 1 }],
])('drops the text of a reply that %s', (_, ErrorInfo) => {
  expect(detailsOf(100002, { ErrorInfo })?.params).toEqual({})
})

it.each([
  ['a usual RequestId unchanged', 'Id-1', 'Id-1'],
  ['a missing RequestId as null', undefined, null],
  ['an empty RequestId as null', '', null],
  ['a RequestId with our signature as null', SIG, null],
])('reports %s', (_, RequestId, requestId) => {
  expect(detailsOf(60008, { RequestId })?.engine).toEqual({ code: 60008, requestId })
})

it.each([70009, 60010, 60006, 60026])(
  'does not reveal to all users which setting is wrong (%i)',
  (code) => {
    expect(detailsOf(code, {})?.params).toEqual({})
  },
)

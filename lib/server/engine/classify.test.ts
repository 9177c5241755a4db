import { expect, it } from 'vitest'
import { classify } from './classify'

const SIG = 'eJwtzEELgjAYxvHvsnPIO93cFDp0CiqCyoN0C1z5Vsrahkui7555'

const problemOf = (ErrorCode: number, more: object) => {
  const text = JSON.stringify({ ActionStatus: 'FAIL', ErrorCode, ...more })
  const answer = classify({ kind: 'body', text }, () => true, SIG)
  return answer.class === 'ok' ? null : answer.problem.details
}

it('what the engine says goes along in one line of at most 200 characters', () => {
  const info = problemOf(100002, { ErrorInfo: `RoomId\r\n\u0000${'房😀'.repeat(200)}` })?.params
    ?.info
  expect(info).toMatch(/^RoomId {3}房😀/)
  expect([...String(info)]).toHaveLength(200)
})

it.each([
  ['holds our signature', `call?usersig=${SIG}&x`],
  ['is empty', ''],
  ['is no text', { a: 1 }],
])('what the engine says does not go along where it %s', (_, ErrorInfo) => {
  expect(problemOf(100002, { ErrorInfo })?.params).toEqual({})
})

it.each([
  ['as it is', 'Id-1', 'Id-1'],
  ['as none, where it is missing', undefined, null],
  ['as none, where it is empty', '', null],
  ['as none, where it holds our signature', SIG, null],
])('the RequestId is told %s', (_, RequestId, requestId) => {
  expect(problemOf(60008, { RequestId })?.engine).toEqual({ code: 60008, requestId })
})

it.each([70009, 60010, 60006, 60026])(
  '%i does not tell everybody which setting is wrong',
  (code) => {
    expect(problemOf(code, {})?.params).toEqual({})
  },
)

import { expect, it, vi } from 'vitest'
import { callAuth } from './better-auth'
import { SsoDenied } from './single-sign-on/admit'

/** An error as another copy of better-auth in the bundle throws it. */
class APIError extends Error {
  override readonly name = 'APIError'
  constructor(
    readonly statusCode: number,
    readonly body?: object,
  ) {
    super('from another copy')
  }
}

it.each([
  [new APIError(401, { code: 'INVALID_EMAIL_OR_PASSWORD' }), 'auth.wrong-password'],
  [new APIError(400), 'auth.wrong-password'],
  [new APIError(401, { code: 'TOO_OLD' }), 'auth.required'],
  [new APIError(500, { code: 'FAILED' }), 'journal.unavailable'],
  [new Error('no such table'), 'journal.unavailable'],
  ['nonsense', 'journal.unavailable'],
])('recognises errors of another copy of better-auth: %s', async (error, code) => {
  const call = callAuth('auth.wrong-password', () => Promise.reject(error), {
    TOO_OLD: 'auth.required',
  })
  await expect(call).rejects.toMatchObject({ code })
})

it('recognises errors of another copy of our own module', async () => {
  vi.resetModules()
  const copy = await import('./single-sign-on/admit')
  expect(copy.SsoDenied).not.toBe(SsoDenied)
  expect(new copy.SsoDenied('unknown')).toBeInstanceOf(SsoDenied)
  expect(new Error('other')).not.toBeInstanceOf(SsoDenied)
})

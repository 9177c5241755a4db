import { expect, it, vi } from 'vitest'
import { asked } from './better-auth'
import { NotLetIn } from './single-sign-on'

/** As one of Next's copies of the library's module throws it. */
class APIError extends Error {
  override readonly name = 'APIError'
  constructor(
    readonly statusCode: number,
    readonly body?: object,
  ) {
    super('from elsewhere')
  }
}

it.each([
  [new APIError(401, { code: 'INVALID_EMAIL_OR_PASSWORD' }), 'auth.wrong-password'],
  [new APIError(400), 'auth.wrong-password'],
  [new APIError(401, { code: 'TOO_OLD' }), 'auth.required'],
  [new APIError(500, { code: 'FAILED' }), 'journal.unavailable'],
  [new Error('no such table'), 'journal.unavailable'],
  ['nonsense', 'journal.unavailable'],
])('what another copy of the sign-in library throws is understood: %s', async (error, code) => {
  const call = asked('auth.wrong-password', () => Promise.reject(error), {
    TOO_OLD: 'auth.required',
  })
  await expect(call).rejects.toMatchObject({ code })
})

it('and so is what another copy of our own module throws', async () => {
  vi.resetModules()
  const copy = await import('./single-sign-on')
  expect(copy.NotLetIn).not.toBe(NotLetIn)
  expect(new copy.NotLetIn('unknown')).toBeInstanceOf(NotLetIn)
  expect(new Error('other')).not.toBeInstanceOf(NotLetIn)
})

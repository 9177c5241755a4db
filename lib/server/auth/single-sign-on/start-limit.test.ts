import { expect, it } from 'vitest'
import { createStartLimit } from './start-limit'

it('refuses a client’s further starts until the minute ends, and no other client’s', () => {
  let now = 0
  const limit = createStartLimit(() => now)
  for (let at = 0; at < 30; at++) limit.countStart('198.51.100.1')
  now = 20_000
  expect(() => limit.countStart('198.51.100.1')).toThrow(
    expect.objectContaining({ code: 'auth.throttled', details: { params: { seconds: 40 } } }),
  )
  expect(() => limit.countStart('198.51.100.2')).not.toThrow()
  now = 60_000
  expect(() => limit.countStart('198.51.100.1')).not.toThrow()
})
